// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// How wrong one sample's offset may be, by what is believed of its path: a shift that is known, an
/// error that can be anything within a half-width, and normally distributed noise on top. Confined
/// to its owner, who fills it anew for each sample.
final class Noise {

  private double shift;
  private double halfWidth;
  private double variance;

  /// @param shift what to subtract from the measured offset, seconds
  /// @param halfWidth uniform error on either side, seconds, not negative
  /// @param variance of the normal error on top, s², positive
  void set(double shift, double halfWidth, double variance) {
    this.shift = shift;
    this.halfWidth = halfWidth;
    this.variance = variance;
  }

  double shift() {
    return shift;
  }

  double halfWidth() {
    return halfWidth;
  }

  double variance() {
    return variance;
  }

  /// Of the whole error, s².
  double totalVariance() {
    return halfWidth * halfWidth / 3 + variance;
  }
}
