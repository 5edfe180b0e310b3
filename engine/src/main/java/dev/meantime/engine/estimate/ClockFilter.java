// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// A Kalman filter of the local clock's offset and frequency under one hypothesis: that the
/// frequency is a random walk of a certain size. An error of which only its bound is known is taken
/// in by the exact mean and variance of the offset that it leaves (assumed density filtering).
///
/// The covariance matrix is kept in factors (Bierman, "Factorization Methods for Discrete
/// Sequential Estimation", 1977): the offset's variance, how much of an error of the offset is an
/// error of the frequency, and the variance of the frequency once the offset is known. No rounding
/// makes such a matrix anything but positive definite, and a sample of the offset changes only the
/// first. Confined to its owner.
final class ClockFilter {

  private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);

  /// An interval narrower than this, in standard deviations of what is expected, is a point.
  private static final double POINT = 1e-2;

  private final double wander;
  private double offset;
  private double frequency;
  private double offsetVariance;

  /// Covariance of offset and frequency by the offset's variance, 1/s.
  private double slope;

  /// Variance of the frequency were the offset known, (s/s)².
  private double restVariance;

  private double offsetGain = 1;
  private double frequencyGain;

  /// @param wander standard deviation of the frequency's change in one second, s/s
  ClockFilter(double wander) {
    this.wander = wander * wander;
  }

  void copyFrom(ClockFilter other) {
    offset = other.offset;
    frequency = other.frequency;
    offsetVariance = other.offsetVariance;
    slope = other.slope;
    restVariance = other.restVariance;
  }

  /// Begins with one sample.
  void start(double measured, Noise noise, FrequencyGuess guess) {
    offset = measured - noise.shift();
    frequency = guess.frequency();
    offsetVariance = noise.totalVariance();
    slope = 0;
    restVariance = guess.deviation() * guess.deviation();
    offsetGain = 1;
    frequencyGain = 0;
  }

  /// Lets time pass.
  ///
  /// @param seconds not negative
  void predict(double seconds) {
    offset += frequency * seconds;
    double turn = slope * seconds;
    double reach = restVariance * seconds * seconds;
    double gained = wander * seconds;
    // The determinant of the covariance matrix, as a sum that has no negative part.
    double determinant =
        offsetVariance * restVariance
            + gained * (offsetVariance * (1 + turn + turn * turn / 3) + reach / 3)
            + gained * gained * seconds * seconds / 12;
    double variance = offsetVarianceAfter(seconds);
    slope =
        (offsetVariance * slope * (1 + turn) + restVariance * seconds + gained * seconds / 2)
            / variance;
    restVariance = determinant / variance;
    offsetVariance = variance;
  }

  /// The offset's variance so many seconds later.
  double offsetVarianceAfter(double seconds) {
    double turn = 1 + slope * seconds;
    return offsetVariance * turn * turn + seconds * seconds * (restVariance + wander * seconds / 3);
  }

  /// Takes a sample.
  ///
  /// @param scratch for the calculation
  /// @return log-likelihood of the sample
  double update(double measured, Noise noise, TruncatedNormal scratch) {
    double expected = offsetVariance + noise.variance();
    double innovation = measured - noise.shift() - offset;
    double half = noise.halfWidth();
    double logLikelihood;
    double left;
    double moved;
    if (half * half < POINT * POINT * expected) {
      double total = offsetVariance + noise.totalVariance();
      logLikelihood =
          -0.5 * innovation * innovation / total - 0.5 * Math.log(total) - LOG_SQRT_2_PI;
      moved = offsetVariance / total * innovation;
      left = noise.totalVariance() / total;
    } else {
      double deviation = Math.sqrt(expected);
      scratch.set((innovation - half) / deviation, (innovation + half) / deviation);
      logLikelihood = scratch.logProbability() - Math.log(2 * half);
      moved = offsetVariance / deviation * scratch.mean();
      left = (noise.variance() + offsetVariance * scratch.variance()) / expected;
    }
    offsetGain = 1 - left;
    frequencyGain = slope * offsetGain;
    offset += moved;
    frequency += slope * moved;
    offsetVariance *= left;
    return logLikelihood;
  }

  /// Part of the last sample's surprise that went into the offset.
  double offsetGain() {
    return offsetGain;
  }

  /// Part of the last sample's surprise that went into the frequency, 1/s.
  double frequencyGain() {
    return frequencyGain;
  }

  /// Puts it onto the scale of a changed clock.
  void adjust(double offsetChange, double frequencyChange) {
    offset -= offsetChange;
    frequency = (frequency - frequencyChange) / (1 + frequencyChange);
    slope /= 1 + frequencyChange;
    restVariance /= (1 + frequencyChange) * (1 + frequencyChange);
  }

  double offset() {
    return offset;
  }

  double frequency() {
    return frequency;
  }

  double offsetVariance() {
    return offsetVariance;
  }

  double covariance() {
    return slope * offsetVariance;
  }

  double frequencyVariance() {
    return restVariance + slope * slope * offsetVariance;
  }

  /// Variance of the frequency's change in one second, (s/s)²/s.
  double wander() {
    return wander;
  }
}
