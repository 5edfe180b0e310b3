// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// How much single samples of a source usually scatter. A handful of samples tells their variance
/// badly, so the long-term one is used instead until the handful is clearly worse.
final class LongTermVariance {

  private static final double MEMORY = 50;

  private double variance;
  private double degrees;

  LongTermVariance(double initial) {
    this.variance = initial;
  }

  double variance() {
    return variance;
  }

  /// Takes one more scatter into account.
  ///
  /// @return the deviation of that scatter's average, by whichever variance is to be believed
  double smooth(SampleFilter.Scatter scatter) {
    double before = variance;
    double added = scatter.degrees();
    if (degrees <= MEMORY) {
      variance = (variance * degrees + scatter.variance() * added) / (degrees + added);
      degrees += added;
    } else {
      variance += added / (added + MEMORY) * (scatter.variance() - variance);
    }
    boolean explained =
        scatter.variance() * added / ChiSquared.quantile90(scatter.degrees()) < before;
    return explained
        ? Math.sqrt(variance / scatter.variance()) * scatter.deviation()
        : scatter.deviation();
  }
}
