// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.ArrayList;
import java.util.List;

/// What Meantime wants to reach on the yardstick, in the median over seeds. How wrong the corrected
/// clock's rate is counts for nothing by itself: to slew away an error quickly costs it.
public final class YardstickGoals {

  /// Nothing may be worse than chronyd's.
  public static final double RATIO = 1;

  /// The RMS time error against chronyd's on S1 to S4.
  public static final double ACCURACY_RATIO = 0.6;

  /// The share of time in which the truth is to be within the claimed bound.
  public static final double COVERAGE = 0.999;

  /// chronyd's mean poll is known to three digits, and so its polls to half a per cent.
  public static final double POLLS_RATIO = 1.005;

  /// What the goals compare with chronyd's figure, as far as it is known.
  private static final List<Metric> COMPARED =
      List.of(
          Metric.RMS,
          Metric.MEAN_ABSOLUTE,
          Metric.P99,
          Metric.MAXIMUM,
          Metric.TO_100_MS,
          Metric.TO_10_MS,
          Metric.TO_1_MS,
          Metric.OVERSHOOT);

  /// A goal that was not reached.
  ///
  /// @param metric whose median missed it
  /// @param value ours; for the coverage a share, else what it is over chronyd's
  /// @param goal what `value` was to be: for the coverage at least, else at most
  public record Miss(StandardScenario scenario, Metric metric, double value, double goal) {}

  private YardstickGoals() {}

  /// Every goal that these scenarios missed, in their order.
  public static List<Miss> missed(List<Yardstick.Row> rows) {
    List<Miss> misses = new ArrayList<>();
    for (Yardstick.Row row : rows) {
      for (Metric metric : COMPARED) {
        ratio(row, metric, metric == Metric.RMS ? accuracyGoal(row.scenario()) : RATIO, misses);
      }
      ratio(row, Metric.POLLS, POLLS_RATIO, misses);
      double coverage = row.ours(Metric.COVERAGE).median();
      // Written so that NaN is a miss.
      if (!(coverage >= COVERAGE)) {
        misses.add(new Miss(row.scenario(), Metric.COVERAGE, coverage, COVERAGE));
      }
    }
    return misses;
  }

  private static void ratio(Yardstick.Row row, Metric metric, double goal, List<Miss> misses) {
    row.chronyd(metric)
        .ifPresent(theirs -> {
          double ratio = row.ours(metric).median() / theirs.median();
          // Written so that NaN is a miss.
          if (!(ratio <= goal)) {
            misses.add(new Miss(row.scenario(), metric, ratio, goal));
          }
        });
  }

  private static double accuracyGoal(StandardScenario scenario) {
    return switch (scenario) {
      case S1, S2, S3, S4 -> ACCURACY_RATIO;
      case S5A, S5B, S5C, S5D, S5E, S6A, S6B, S7, S8 -> RATIO;
    };
  }
}
