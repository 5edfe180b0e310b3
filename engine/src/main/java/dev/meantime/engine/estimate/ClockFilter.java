// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// A Kalman filter of the local clock's offset and frequency under one hypothesis: that the
/// frequency is a random walk of a certain size. An error of which only its bound is known is taken
/// in by the exact mean and variance of the offset that it leaves (assumed density filtering).
/// Confined to its owner.
final class ClockFilter {

  private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);

  /// An interval narrower than this, in standard deviations of what is expected, is a point.
  private static final double POINT = 1e-2;

  private final double wander;
  private double offset;
  private double frequency;
  private double offsetVariance;
  private double covariance;
  private double frequencyVariance;
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
    covariance = other.covariance;
    frequencyVariance = other.frequencyVariance;
  }

  /// Begins with one sample.
  void start(double measured, Noise noise, FrequencyGuess guess) {
    offset = measured - noise.shift();
    frequency = guess.frequency();
    offsetVariance = noise.totalVariance();
    covariance = 0;
    frequencyVariance = guess.deviation() * guess.deviation();
    offsetGain = 1;
    frequencyGain = 0;
  }

  /// Lets time pass.
  ///
  /// @param seconds not negative
  void predict(double seconds) {
    offset += frequency * seconds;
    offsetVariance = offsetVarianceAfter(seconds);
    covariance += frequencyVariance * seconds + wander * seconds * seconds / 2;
    frequencyVariance += wander * seconds;
  }

  /// The offset's variance so many seconds later.
  double offsetVarianceAfter(double seconds) {
    return offsetVariance
        + seconds * (2 * covariance + seconds * (frequencyVariance + wander * seconds / 3));
  }

  /// Takes a sample.
  ///
  /// @param scratch for the calculation
  /// @return log-likelihood of the sample
  double update(double measured, Noise noise, TruncatedNormal scratch) {
    double expected = offsetVariance + noise.variance();
    double deviation = Math.sqrt(expected);
    double innovation = measured - noise.shift() - offset;
    double gain = offsetVariance / expected;
    double half = noise.halfWidth();
    double logLikelihood;
    double left;
    double moved;
    if (half < POINT * deviation) {
      double total = offsetVariance + noise.totalVariance();
      logLikelihood =
          -0.5 * innovation * innovation / total - 0.5 * Math.log(total) - LOG_SQRT_2_PI;
      moved = offsetVariance / total * innovation;
      left = offsetVariance * noise.totalVariance() / total;
    } else {
      scratch.set((innovation - half) / deviation, (innovation + half) / deviation);
      logLikelihood = Math.log(scratch.probability() / (2 * half));
      moved = gain * deviation * scratch.mean();
      left = offsetVariance * (1 - gain * (1 - scratch.variance()));
    }
    double slope = covariance / offsetVariance;
    double remains = left / offsetVariance;
    offsetGain = 1 - remains;
    frequencyGain = slope * offsetGain;
    offset += moved;
    frequency += slope * moved;
    frequencyVariance -= slope * covariance * (1 - remains);
    covariance *= remains;
    offsetVariance = left;
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
    return covariance;
  }

  double frequencyVariance() {
    return frequencyVariance;
  }

  /// Variance of the frequency's change in one second, (s/s)²/s.
  double wander() {
    return wander;
  }
}
