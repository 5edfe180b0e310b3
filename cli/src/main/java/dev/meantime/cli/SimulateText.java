// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.simulator.scenario.Metric;
import dev.meantime.simulator.scenario.Metrics;
import dev.meantime.simulator.scenario.Scenario;
import dev.meantime.simulator.scenario.ScenarioRun;
import dev.meantime.simulator.scenario.Spread;
import java.util.List;

/// What a simulation shows a person.
final class SimulateText {

  private static final int LABEL = 18;

  private SimulateText() {}

  static void write(
      StringBuilder out, Scenario scenario, List<ScenarioRun.Result> runs, boolean log) {
    if (log) {
      logs(out, runs);
    }
    ScenarioRun.Result first = runs.getFirst();
    out.append(scenario.title().isEmpty() ? "Simulation" : scenario.title())
        .append(": ")
        .append(span(scenario.limit()))
        .append(runs.size() == 1 ? " from seed " : " from each of the seeds ")
        .append(first.seed())
        .append(runs.size() == 1 ? "" : " to " + runs.getLast().seed())
        .append("; errors count from ")
        .append(span(scenario.reset()))
        .append(" on.\n");
    if (runs.size() > 1) {
      out.append("Medians, with the lowest and the highest in brackets.\n");
    }
    for (int host = 0; host < first.hosts().size(); host++) {
      int index = host;
      out.append('\n').append(first.hosts().get(host).name()).append('\n');
      host(out, new Figures(runs.stream().map(run -> run.hosts().get(index).metrics()).toList()));
    }
  }

  private static void logs(StringBuilder out, List<ScenarioRun.Result> runs) {
    for (ScenarioRun.Result run : runs) {
      for (ScenarioRun.HostResult host : run.hosts()) {
        out.append("Log of ").append(host.name()).append(", seed ").append(run.seed()).append('\n');
        host.log().forEach(line -> out.append(line).append('\n'));
        out.append('\n');
      }
    }
  }

  private static void host(StringBuilder out, Figures figures) {
    line(out, "time error", "RMS " + figures.of(Metric.RMS));
    line(out, "", "mean absolute " + figures.of(Metric.MEAN_ABSOLUTE));
    line(out, "", "mean " + figures.of(Metric.MEAN) + ", + when the clock was behind");
    line(out, "", "maximum " + figures.of(Metric.MAXIMUM));
    line(out, "", "50 % of the time within " + figures.of(Metric.P50));
    line(out, "", "95 % " + figures.of(Metric.P95));
    line(out, "", "99 % " + figures.of(Metric.P99));
    line(out, "", "99.9 % " + figures.of(Metric.P999));
    line(out, "frequency error", "RMS " + figures.of(Metric.RMS_FREQUENCY));
    line(out, "", "largest " + figures.of(Metric.LARGEST_SLEW) + ", slews included");
    line(out, "settling", "below 10 ms for good after " + figures.of(Metric.TO_10_MS));
    line(out, "", "below 1 ms for good after " + figures.of(Metric.TO_1_MS));
    line(out, "", "overshoot " + figures.of(Metric.OVERSHOOT));
    line(out, "", "steps " + figures.of(Metric.STEPS));
    line(out, "claimed bound", "median " + figures.of(Metric.MEDIAN_BOUND));
    line(out, "", "right for " + figures.of(Metric.COVERAGE) + " of the time it was claimed");
    line(out, "", "first claimed after " + figures.of(Metric.FIRST_SYNCHRONISED));
    line(out, "", "since then for " + figures.of(Metric.SYNCHRONISED) + " of the time");
    line(out, "polls", figures.of(Metric.POLLS));
    line(out, "", "every " + figures.of(Metric.MEAN_POLL));
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append("  ").append(Numbers.left(label, LABEL)).append(text).append('\n');
  }

  /// The metrics of a host over all runs.
  private record Figures(List<Metrics> runs) {

    String of(Metric metric) {
      Spread spread = Spread.of(metric, runs);
      String median = value(metric, spread.median());
      return runs.size() == 1
          ? median
          : median
              + " ["
              + value(metric, spread.lowest())
              + " .. "
              + value(metric, spread.highest())
              + "]";
    }
  }

  /// One figure in the unit that suits it.
  static String value(Metric metric, double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    if (Double.isInfinite(value)) {
      return "never";
    }
    return switch (metric.unit()) {
      case SECONDS -> seconds(metric, value);
      case FREQUENCY -> Human.frequency(value);
      case SHARE -> Numbers.fixed(value * 100, 3) + " %";
      case COUNT -> Numbers.fixed(value, 0);
    };
  }

  private static String seconds(Metric metric, double value) {
    return switch (metric) {
      case MEAN -> Human.signedSeconds(value);
      // Looked at once a second.
      case TO_100_MS, TO_10_MS, TO_1_MS, FIRST_SYNCHRONISED -> Numbers.fixed(value, 0) + " s";
      case MEAN_POLL -> Numbers.fixed(value, 1) + " s";
      default -> Human.seconds(value);
    };
  }

  /// To the second where that can be read, and roughly.
  private static String span(double seconds) {
    String exact = Numbers.fixed(seconds, 0) + " s";
    return seconds < 120 ? exact : exact + " (" + Human.age(seconds) + ")";
  }
}
