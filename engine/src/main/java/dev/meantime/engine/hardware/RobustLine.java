// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.hardware;

import java.util.Arrays;

/// A straight line through points some of which may be wrong: its slope is the median of the slopes
/// of all pairs (Theil 1950, Sen 1968), which up to 29 % of wrong points cannot move.
///
/// @param intercept value at 0
/// @param slope growth with x
record RobustLine(double intercept, double slope) {

  private static final int FEWEST_FOR_RUNS = 6;

  /// One-sided 5 % of the normal distribution.
  private static final double SIGNIFICANT = 1.645;

  /// Fits points `from` to `to − 1`, at least two, no two at one x.
  static RobustLine fit(double[] x, double[] y, int from, int to) {
    int points = to - from;
    double[] values = new double[points * (points - 1) / 2];
    int count = 0;
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        values[count++] = (y[j] - y[i]) / (x[j] - x[i]);
      }
    }
    double slope = median(values, count);
    double[] intercepts = new double[points];
    for (int i = from; i < to; i++) {
      intercepts[i - from] = y[i] - slope * x[i];
    }
    return new RobustLine(median(intercepts, points), slope);
  }

  double residual(double x, double y) {
    return y - intercept - slope * x;
  }

  /// Whether the points stay on one side of the line for longer than chance would have it: then
  /// they lie on no straight line (runs test).
  boolean isBent(double[] x, double[] y, int from, int to) {
    int above = 0;
    int below = 0;
    int runs = 0;
    double before = 0;
    for (int i = from; i < to; i++) {
      double side = Math.signum(residual(x[i], y[i]));
      if (side != 0) {
        above += side > 0 ? 1 : 0;
        below += side < 0 ? 1 : 0;
        runs += side != before ? 1 : 0;
        before = side;
      }
    }
    int all = above + below;
    if (all < FEWEST_FOR_RUNS || above == 0 || below == 0) {
      return false;
    }
    double product = 2.0 * above * below;
    double expected = 1 + product / all;
    double variance = product * (product - all) / ((double) all * all * (all - 1));
    return runs < expected - SIGNIFICANT * Math.sqrt(variance);
  }

  /// The middle of the first `count` values, which are sorted for it.
  static double median(double[] values, int count) {
    Arrays.sort(values, 0, count);
    int middle = count / 2;
    return count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
