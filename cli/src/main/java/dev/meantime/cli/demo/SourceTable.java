// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import dev.meantime.engine.select.SourceStatus;
import java.util.ArrayList;
import java.util.List;

/// The sources and what the last selection made of each.
final class SourceTable {

  private static final int NAME = 13;
  private static final int REASON_COLUMN = 50;
  private static final int SHORTEST_REASON = 20;

  private SourceTable() {}

  static List<Line> of(Moment now, int width) {
    List<Line> lines = new ArrayList<>();
    int reason = width - REASON_COLUMN;
    String heading = "S " + Figures.left("server", NAME) + " + behind   error bound  poll reach  ";
    lines.add(
        Line.of(
                heading + (reason < SHORTEST_REASON ? "" : "part in the last selection"),
                Style.FAINT)
            .cut(width));
    for (SourceRow source : now.sources()) {
      Line line =
          Line.of(source.status().symbol() + " ", style(source.status())).plus(columns(source));
      lines.add(
          (reason < SHORTEST_REASON
                  ? line
                  : line.plus(reason(source, reason), style(source.status())))
              .cut(width));
    }
    return lines;
  }

  private static String columns(SourceRow source) {
    boolean sampled = source.samples() > 0;
    return Figures.fitted(source.name(), NAME)
        + Figures.right(sampled ? Figures.signedSeconds(source.offset()) : "", 9)
        + Figures.right(sampled ? Figures.seconds(source.error()) : "", 12)
        + Figures.right((1 << Math.max(0, source.poll())) + " s", 6)
        + Figures.right(Integer.toOctalString(source.reach()), 5)
        + "   ";
  }

  /// The whole sentence where it fits, else a word or two.
  private static String reason(SourceRow source, int width) {
    String sentence = source.reason();
    if (sentence.length() <= width) {
      return sentence;
    }
    return Figures.fitted(brief(source.status()), width).stripTrailing();
  }

  private static String brief(SourceStatus status) {
    return switch (status) {
      case SELECTED -> "selected: leads the others";
      case COMBINED -> "combined with the selected";
      case FALSETICKER -> "disagrees with the majority";
      case DISTANT -> "believed, but not combined";
      case OUTLIER,
          NOT_PREFERRED,
          WAITS_FOR_UPDATE,
          WAITS_FOR_SOURCES,
          WAITS_FOR_OTHERS,
          UNTRUSTED,
          JITTERY,
          NOSELECT,
          NO_SAMPLES,
          UNSYNCHRONISED,
          BAD_STRATUM,
          TOO_FAR,
          STALE,
          ORPHAN,
          LOOP ->
          status.label();
    };
  }

  private static Style style(SourceStatus status) {
    if (status.isTruechimer()) {
      return Style.GOOD;
    }
    return status == SourceStatus.FALSETICKER ? Style.BAD : Style.FAINT;
  }
}
