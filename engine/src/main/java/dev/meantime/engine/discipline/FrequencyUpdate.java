// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.select.ClockEstimate;

/// How much of a measured frequency is believed. What we hold and what was measured are averaged by
/// the squares of their skews, ours weighing a third: a worse measurement moves the clock less.
///
/// @param change s/s by which the clock is to run faster
/// @param residual what was measured beyond that
/// @param skew bound of the frequency's error from now on
record FrequencyUpdate(double change, double residual, double skew) {

  private static final double SMALLEST_SKEW = 1e-12;

  /// @param ownSkew bound of the error of the frequency that the clock has
  /// @param maxUpdateSkew `maxupdateskew`
  static FrequencyUpdate of(ClockEstimate estimate, double ownSkew, double maxUpdateSkew) {
    double measured = estimate.frequency();
    double gain = gain(estimate, ownSkew, maxUpdateSkew);
    double change = gain * measured;
    double residual = measured - change;
    double disagreement = Math.sqrt(change * change * (1 - gain) + residual * residual * gain);
    double skew = ownSkew + gain * (estimate.skew() - ownSkew) + disagreement;
    return new FrequencyUpdate(change, residual, Math.max(skew, SMALLEST_SKEW));
  }

  private static double gain(ClockEstimate estimate, double ownSkew, double maxUpdateSkew) {
    return switch (estimate.leap()) {
      // Set by hand: nothing else knows better.
      case UNSYNCHRONISED -> 1;
      case NONE, INSERT, DELETE -> {
        if (Math.abs(estimate.skew()) > Math.abs(maxUpdateSkew)) {
          yield 0;
        }
        double own = 3 * ownSkew * ownSkew;
        yield own / (own + estimate.skew() * estimate.skew());
      }
    };
  }
}
