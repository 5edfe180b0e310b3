// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.Arrays;

/// What the samples' round trips say of the path. The shortest one seen is still a little longer
/// than the shortest possible one; by how much follows from the gaps between the shortest few.
///
/// @param minimum shortest round trip seen or known, seconds
/// @param expectedExcess by how much it is expected to exceed the shortest possible one, seconds
/// @param startVariance how much half of that expectation may be wrong, s²: the bounds of all
///   errors are uncertain by so much
/// @param meanExtra mean of {@link #extra}, seconds, positive
/// @param deviation standard deviation of the round trips, seconds
/// @param floor variance of what no delay shows: reading both clocks, s², positive
record PathDelay(
    double minimum,
    double expectedExcess,
    double startVariance,
    double meanExtra,
    double deviation,
    double floor) {

  /// Expectation of the k-th smallest of many sums of two exponential variables, up to a common
  /// factor: Γ(k + ½) / Γ(k), for the density of such a sum begins as a straight line.
  private static final double[] SMALLEST = {0.8862, 1.3293, 1.6617, 1.9386, 2.1809};

  /// What the gaps say of the shortest one is wrong by 0.7 of it: by half for the shortest one
  /// itself is a matter of luck, and by half for so few gaps are. Of this, half concerns the
  /// offset.
  private static final double UNCERTAIN = 1 / 8.0;

  /// With fewer round trips than {@link #SMALLEST}, each one less leaves so much more of the
  /// shortest one unexplained.
  private static final double UNEXPLAINED = 0.25;

  /// @param delays round trips, seconds, at least one
  /// @param count how many of them
  /// @param known `mindelay`, seconds; 0 when not known
  /// @param precision of the local clock, seconds
  static PathDelay of(double[] delays, int count, double known, double precision) {
    double[] sorted = Arrays.copyOf(delays, count);
    Arrays.sort(sorted);
    double minimum = known > 0 ? known : sorted[0];
    double byGaps = known > 0 ? 0 : excessByGaps(sorted);
    double unexplained = known > 0 ? 0 : unexplained(sorted);
    double excess = Math.max(byGaps, unexplained);
    double sum = 0;
    double squares = 0;
    for (double delay : sorted) {
      sum += delay;
      squares += (delay - minimum) * (delay - minimum);
    }
    double mean = sum / count - minimum;
    double variance = Math.max(0, squares / count - mean * mean);
    return new PathDelay(
        minimum,
        excess,
        UNCERTAIN * byGaps * byGaps,
        Math.max(mean + excess, precision),
        Math.sqrt(variance),
        precision * precision);
  }

  private static double excessByGaps(double[] sorted) {
    int last = lastOfSmallest(sorted);
    return last == 0
        ? 0
        : (sorted[last] - sorted[0]) * SMALLEST[0] / (SMALLEST[last] - SMALLEST[0]);
  }

  private static double unexplained(double[] sorted) {
    int last = lastOfSmallest(sorted);
    return last == SMALLEST.length - 1 ? 0 : Math.abs(sorted[0]) * Math.pow(UNEXPLAINED, last);
  }

  private static int lastOfSmallest(double[] sorted) {
    return Math.min(sorted.length, SMALLEST.length) - 1;
  }

  /// By how much a round trip is longer than the shortest possible one, seconds.
  double extra(double delay) {
    return Math.abs(delay - minimum) + expectedExcess;
  }

  /// Whether samples are to be judged anew, so different is this from what they were judged by.
  boolean differsFrom(PathDelay other) {
    double scale = Math.max(other.expectedExcess, Math.sqrt(floor));
    return Math.abs(minimum - other.minimum) > 0.1 * scale
        || Math.abs(expectedExcess - other.expectedExcess) > 0.2 * scale
        || Math.abs(meanExtra - other.meanExtra) > 0.2 * other.meanExtra;
  }
}
