// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.simulator.scenario.Metric;
import dev.meantime.simulator.scenario.Spread;
import dev.meantime.simulator.scenario.StandardScenario;
import dev.meantime.simulator.scenario.Yardstick;
import java.util.Map;

/// The table of the yardstick: ours beside chronyd's.
final class YardstickText {

  private static final String ACCURACY =
      """
                           RMS time error                                 polls          99 %   maximum   truth in   median
                           ours [lowest .. highest]      chronyd ratio    ours chronyd                       bound    bound
      """;

  private static final String SETTLING =
      """
                           < 100 ms, s   < 10 ms, s    < 1 ms, s     overshoot            largest slew       truth in
                           ours chronyd  ours chronyd  ours chronyd  ours chronyd         ours chronyd          bound
      """;

  private YardstickText() {}

  static String introduction(long firstSeed, int seeds) {
    return "Medians of "
        + seeds
        + (seeds == 1 ? " seed" : " seeds")
        + " from "
        + firstSeed
        + " on. chronyd's figures are of the version of June 2026 on the same models.\n";
  }

  /// The lines above the scenarios of that kind.
  static String header(StandardScenario scenario) {
    return scenario.isAboutSettling() ? SETTLING : ACCURACY;
  }

  static String line(Yardstick.Row row) {
    StringBuilder out = new StringBuilder();
    StandardScenario scenario = row.scenario();
    out.append(Numbers.left(scenario.label() + " " + scenario.title(), 27));
    if (out.length() > 27) {
      out.setLength(26);
      out.append(' ');
    }
    if (scenario.isAboutSettling()) {
      settling(out, row);
    } else {
      accuracy(out, row);
    }
    return out.append(
            Numbers.right(
                SimulateText.value(Metric.COVERAGE, row.ours(Metric.COVERAGE).median()), 11))
        .append(
            scenario.isAboutSettling()
                ? ""
                : right(Metric.MEDIAN_BOUND, row.ours(Metric.MEDIAN_BOUND), 9))
        .append('\n')
        .toString();
  }

  private static void accuracy(StringBuilder out, Yardstick.Row row) {
    Spread rms = row.ours(Metric.RMS);
    Spread theirs = row.chronyd().get(Metric.RMS);
    out.append(
            Numbers.left(
                Human.seconds(rms.median())
                    + " ["
                    + Human.seconds(rms.lowest())
                    + " .. "
                    + Human.seconds(rms.highest())
                    + "]",
                30))
        .append(Numbers.right(Human.seconds(theirs.median()), 8))
        .append(Numbers.right(Numbers.fixed(rms.median() / theirs.median(), 3), 6))
        .append(right(Metric.POLLS, row.ours(Metric.POLLS), 8))
        .append(right(Metric.POLLS, row.chronyd().get(Metric.POLLS), 8))
        .append(right(Metric.P99, row.ours(Metric.P99), 10))
        .append(right(Metric.MAXIMUM, row.ours(Metric.MAXIMUM), 10));
  }

  private static void settling(StringBuilder out, Yardstick.Row row) {
    pair(out, row, Metric.TO_100_MS, 14);
    pair(out, row, Metric.TO_10_MS, 14);
    pair(out, row, Metric.TO_1_MS, 14);
    pair(out, row, Metric.OVERSHOOT, 21);
    pair(out, row, Metric.LARGEST_SLEW, 19);
  }

  private static void pair(StringBuilder out, Yardstick.Row row, Metric metric, int width) {
    Map<Metric, Spread> chronyd = row.chronyd();
    String theirs = chronyd.containsKey(metric) ? shown(metric, chronyd.get(metric).median()) : "-";
    out.append(Numbers.left(shown(metric, row.ours(metric).median()) + " / " + theirs, width));
  }

  private static String shown(Metric metric, double value) {
    return switch (metric) {
      case TO_100_MS, TO_10_MS, TO_1_MS ->
          Double.isInfinite(value) ? "never" : Numbers.fixed(value, 0);
      default -> SimulateText.value(metric, value);
    };
  }

  private static String right(Metric metric, Spread spread, int width) {
    return Numbers.right(SimulateText.value(metric, spread.median()), width);
  }
}
