// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.simulator.scenario.ScenarioRun;
import dev.meantime.simulator.scenario.SourceExplanation;
import java.util.List;
import java.util.Locale;

/// What a simulated daemon's estimates rest on, for a person who doubts them.
final class ExplanationText {

  /// So many of a source's samples are shown.
  static final int SAMPLES = 16;

  private static final int LABEL = 16;
  private static final int[] WIDTHS = {10, 12, 12, 12, 12, 12};

  private ExplanationText() {}

  static void write(StringBuilder out, List<ScenarioRun.Result> runs) {
    for (ScenarioRun.Result run : runs) {
      for (ScenarioRun.HostResult host : run.hosts()) {
        out.append("\nWhat the estimates of ")
            .append(host.name())
            .append(" rest on at the end, seed ")
            .append(run.seed())
            .append(host.explanations().isEmpty() ? ": it has no sources\n" : "\n");
        host.explanations().forEach(source -> source(out, source));
      }
    }
  }

  private static void source(StringBuilder out, SourceExplanation source) {
    Explanation why = source.explanation();
    SourceEstimate estimate = source.estimate();
    out.append("\n  ").append(source.source()).append(": ").append(source.verdict()).append('\n');
    if (estimate.samples() == 0) {
      line(out, "samples", "none");
      return;
    }
    line(
        out,
        "offset",
        Human.signedSeconds(source.offset())
            + " now, + behind; standard deviation "
            + Human.seconds(estimate.offsetDeviationAfter(source.sinceEstimate())));
    if (estimate.hasFrequency()) {
      line(
          out,
          "frequency",
          (estimate.frequency() < 0 ? "" : "+")
              + Human.frequency(estimate.frequency())
              + ", + slow; standard deviation "
              + Human.frequency(estimate.frequencyDeviation()));
    }
    if (why.samples().isEmpty()) {
      line(out, "samples", "the estimator does not tell");
      return;
    }
    line(
        out,
        "jitter",
        why.jitter() + " (probability " + Numbers.fixed(why.jitterProbability(), 3) + ")");
    line(out, "wander", String.format(Locale.ROOT, "%.1e s/s in a second", why.wander()));
    line(out, "minimum delay", Human.seconds(why.minimumDelay()));
    samples(out, source);
  }

  private static void samples(StringBuilder out, SourceExplanation source) {
    row(out, List.of("age", "offset", "delay", "error", "residual", "weight"), "");
    List<Explanation.Influence> newest = source.newest(SAMPLES);
    List<Explanation.Influence> all = source.explanation().samples();
    List<Explanation.Influence> older = all.subList(0, all.size() - newest.size());
    if (!older.isEmpty()) {
      double weight = older.stream().mapToDouble(Explanation.Influence::weight).sum();
      row(out, List.of("older", "", "", "", "", percent(weight)), "  " + older.size() + " samples");
    }
    for (Explanation.Influence influence : newest) {
      row(
          out,
          List.of(
              Numbers.fixed(source.age(influence), 0) + " s",
              Human.signedSeconds(influence.sample().offset()),
              Human.seconds(influence.sample().delay()),
              Human.seconds(influence.error()),
              Human.signedSeconds(influence.residual()),
              percent(influence.weight())),
          influence.aside() ? "  set aside" : "");
    }
  }

  private static String percent(double share) {
    String text = Numbers.fixed(share * 100, 1) + " %";
    return text.equals("-0.0 %") ? "0.0 %" : text;
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append("    ").append(Numbers.left(label, LABEL)).append(text).append('\n');
  }

  private static void row(StringBuilder out, List<String> cells, String note) {
    out.append("  ");
    for (int i = 0; i < cells.size(); i++) {
      out.append(Numbers.right(cells.get(i), WIDTHS[i]));
    }
    out.append(note).append('\n');
  }
}
