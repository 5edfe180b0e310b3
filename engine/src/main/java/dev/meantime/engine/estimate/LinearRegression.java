// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// A straight line through points of different reliability, by weighted least squares. Pure
/// functions; times in seconds, values in seconds.
final class LinearRegression {

  /// Fewest points that tell the deviations as well as the line.
  static final int MIN_POINTS = 3;

  private LinearRegression() {}

  /// The line `intercept + slope · x`.
  ///
  /// @param intercept value at `x = 0`
  /// @param slope growth with x
  /// @param interceptDeviation standard deviation of the intercept
  /// @param slopeDeviation standard deviation of the slope
  /// @param variance of a point of average reliability about the line
  record Line(
      double intercept,
      double slope,
      double interceptDeviation,
      double slopeDeviation,
      double variance) {

    double residual(double x, double y) {
      return y - intercept - slope * x;
    }
  }

  /// Fits the points `from` to `to − 1`; at least {@link #MIN_POINTS}, not all at one time.
  ///
  /// @param weight relative variance of each point, positive: the larger, the less it counts
  static Line fit(double[] x, double[] y, double[] weight, int from, int to) {
    double total = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = from; i < to; i++) {
      total += 1 / weight[i];
      meanX += x[i] / weight[i];
      meanY += y[i] / weight[i];
    }
    meanX /= total;
    meanY /= total;

    double spread = 0;
    double common = 0;
    for (int i = from; i < to; i++) {
      double dx = x[i] - meanX;
      spread += dx * dx / weight[i];
      common += dx * (y[i] - meanY) / weight[i];
    }
    double slope = common / spread;
    double intercept = meanY - slope * meanX;

    double squares = 0;
    for (int i = from; i < to; i++) {
      double residual = y[i] - meanY - slope * (x[i] - meanX);
      squares += residual * residual / weight[i];
    }
    int points = to - from;
    double variance = squares / (points - 2);
    double slopeDeviation = Math.sqrt(variance / spread);
    double interceptDeviation =
        Math.sqrt(variance / total + meanX * slopeDeviation * (meanX * slopeDeviation));
    return new Line(
        intercept, slope, interceptDeviation, slopeDeviation, variance * points / total);
  }
}
