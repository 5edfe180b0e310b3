// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.select.ClockEstimate;

/// What a measured frequency does to the clock's. The estimate weighs what was known before against
/// what was measured, so that there is nothing left to average: it is taken as it is, unless its
/// skew is beyond `maxupdateskew`.
///
/// @param change s/s by which the clock is to run faster
/// @param residual what was measured beyond that
/// @param skew bound of the frequency's error from now on
record FrequencyUpdate(double change, double residual, double skew) {

  private static final double SMALLEST_SKEW = 1e-12;

  /// @param ownSkew bound of the error of the frequency that the clock has
  /// @param maxUpdateSkew `maxupdateskew`
  static FrequencyUpdate of(ClockEstimate estimate, double ownSkew, double maxUpdateSkew) {
    return switch (estimate.leap()) {
      // Set by hand: nothing else knows better.
      case UNSYNCHRONISED -> taken(estimate);
      case NONE, INSERT, DELETE ->
          Math.abs(estimate.skew()) > Math.abs(maxUpdateSkew)
              ? new FrequencyUpdate(0, estimate.frequency(), ownSkew)
              : taken(estimate);
    };
  }

  private static FrequencyUpdate taken(ClockEstimate estimate) {
    return new FrequencyUpdate(estimate.frequency(), 0, Math.max(estimate.skew(), SMALLEST_SKEW));
  }
}
