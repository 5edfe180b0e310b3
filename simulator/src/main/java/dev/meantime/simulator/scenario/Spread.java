// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.Arrays;
import java.util.List;

/// One figure over several seeds.
///
/// @param median of an even number, the mean of the two in the middle
public record Spread(double median, double lowest, double highest) {

  /// Of these values.
  ///
  /// @throws IllegalArgumentException without values
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double upper = sorted[middle];
    double lower = sorted[(sorted.length - 1) / 2];
    // Infinite values, for what never happened, must not become NaN.
    double median = lower == upper ? lower : lower + (upper - lower) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /// One figure of several runs.
  public static Spread of(Metric metric, List<Metrics> runs) {
    return of(runs.stream().mapToDouble(metric::of).toArray());
  }
}
