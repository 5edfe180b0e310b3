// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.simulator.scenario.Metric;
import dev.meantime.simulator.scenario.Spread;
import dev.meantime.simulator.scenario.StandardScenario;
import dev.meantime.simulator.scenario.Yardstick;
import dev.meantime.simulator.scenario.YardstickGoals;
import java.util.List;
import java.util.stream.Collectors;

/// The table of the yardstick: ours beside chronyd's.
final class YardstickText {

  private static final int[] ACCURACY = {20, 35, 11, 7, 7, 10, 11, 11, 11, 11};
  private static final int[] SETTLING = {35, 12, 12, 12, 20, 20, 11, 11};

  private YardstickText() {}

  static String introduction(long firstSeed, int seeds) {
    return "Medians of "
        + seeds
        + (seeds == 1 ? " seed" : " seeds")
        + " from "
        + firstSeed
        + " on. chronyd's figures are of the version of June 2026 on the same models;\n"
        + "beside S5d and S5e stand those that it reached without a drift file.\n"
        + "'in bound' is the share of the time in which the truth was within the claimed bound.\n"
        + "Goals: no time error, no settling and no overshoot above chronyd's, RMS at most "
        + Numbers.fixed(YardstickGoals.ACCURACY_RATIO, 1)
        + " of it on S1 to S4;\n"
        + "no more polls than chronyd's, which are known to half a per cent; in bound for "
        + Numbers.fixed(YardstickGoals.COVERAGE * 100, 1)
        + " %.\n";
  }

  /// The lines above the scenarios of that kind.
  static String header(StandardScenario scenario) {
    return scenario.isAboutSettling()
        ? line(
                SETTLING,
                List.of(
                    "seconds until the",
                    "< 100 ms",
                    "< 10 ms",
                    "< 1 ms",
                    "overshoot",
                    "largest slew",
                    "",
                    "median"))
            + line(
                SETTLING,
                List.of(
                    "error stays",
                    "we/chronyd",
                    "we/chronyd",
                    "we/chronyd",
                    "ours/chronyd",
                    "ours/chronyd",
                    "in bound",
                    "bound"))
        : line(
                ACCURACY,
                List.of(
                    "",
                    "RMS time error",
                    "chronyd's",
                    "",
                    "our",
                    "chronyd's",
                    "",
                    "",
                    "",
                    "median"))
            + line(
                ACCURACY,
                List.of(
                    "",
                    "ours [lowest .. highest]",
                    "RMS",
                    "ratio",
                    "polls",
                    "polls",
                    "99 %",
                    "maximum",
                    "in bound",
                    "bound"));
  }

  static String line(Yardstick.Row row) {
    return row.scenario().isAboutSettling() ? settling(row) : accuracy(row);
  }

  /// Whether the goals were reached, in one line.
  static String verdict(List<Yardstick.Row> rows) {
    List<YardstickGoals.Miss> missed = YardstickGoals.missed(rows);
    return "\nGoals: "
        + (missed.isEmpty()
            ? "all reached.\n"
            : missed.stream()
                .map(YardstickText::missed)
                .collect(Collectors.joining("; ", "missed: ", ".\n")));
  }

  private static String missed(YardstickGoals.Miss miss) {
    String name = miss.scenario().label() + " " + miss.metric().label() + " ";
    return miss.metric() == Metric.COVERAGE
        ? name + shown(Metric.COVERAGE, miss.value())
        : name + (Double.isFinite(miss.value()) ? Numbers.fixed(miss.value(), 3) : "never");
  }

  private static String accuracy(Yardstick.Row row) {
    Spread rms = row.ours(Metric.RMS);
    Spread theirs = row.chronyd(Metric.RMS).orElseThrow();
    return line(
        ACCURACY,
        List.of(
            name(row),
            Human.seconds(rms.median())
                + " ["
                + Human.seconds(rms.lowest())
                + " .. "
                + Human.seconds(rms.highest())
                + "]",
            Human.seconds(theirs.median()),
            Numbers.fixed(rms.median() / theirs.median(), 3),
            ours(row, Metric.POLLS),
            chronyd(row, Metric.POLLS),
            ours(row, Metric.P99),
            ours(row, Metric.MAXIMUM),
            ours(row, Metric.COVERAGE),
            ours(row, Metric.MEDIAN_BOUND)));
  }

  private static String settling(Yardstick.Row row) {
    return line(
        SETTLING,
        List.of(
            name(row),
            both(row, Metric.TO_100_MS),
            both(row, Metric.TO_10_MS),
            both(row, Metric.TO_1_MS),
            both(row, Metric.OVERSHOOT),
            both(row, Metric.LARGEST_SLEW),
            ours(row, Metric.COVERAGE),
            ours(row, Metric.MEDIAN_BOUND)));
  }

  private static String name(Yardstick.Row row) {
    return row.scenario().label() + " " + row.scenario().title();
  }

  private static String both(Yardstick.Row row, Metric metric) {
    return ours(row, metric) + "/" + chronyd(row, metric);
  }

  private static String ours(Yardstick.Row row, Metric metric) {
    return shown(metric, row.ours(metric).median());
  }

  private static String chronyd(Yardstick.Row row, Metric metric) {
    return row.chronyd(metric).map(figure -> shown(metric, figure.median())).orElse("-");
  }

  private static String shown(Metric metric, double value) {
    return switch (metric) {
      case TO_100_MS, TO_10_MS, TO_1_MS ->
          Double.isInfinite(value) ? "never" : Numbers.fixed(value, 0);
      default -> SimulateText.value(metric, value);
    };
  }

  /// The first cell begins its column, the others end theirs.
  private static String line(int[] widths, List<String> cells) {
    StringBuilder out = new StringBuilder(Numbers.left(cells.getFirst(), widths[0]));
    for (int i = 1; i < widths.length; i++) {
      out.append(Numbers.right(cells.get(i), widths[i]));
    }
    return out.append('\n').toString();
  }
}
