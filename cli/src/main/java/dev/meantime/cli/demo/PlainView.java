// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is told in lines that stay: the beginning, the stages, and what was seen in the end.
final class PlainView {

  private static final int PLOT_HEIGHT = 8;

  /// Seconds after which the clock counts as settled.
  private static final double SETTLED = 600;

  private PlainView() {}

  /// What is going to happen.
  static List<Line> opening(long seed, int width) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            "A clock "
                + Figures.seconds(DemoWorld.OFFSET)
                + " and "
                + Math.round(DemoWorld.DRIFT * 1e6)
                + " ppm wrong, three honest servers, and one "
                + Figures.seconds(DemoWorld.LIE)
                + " off:"));
    lines.add(
        Line.of(
            "simulated, all but the daemon, which is real. "
                + Math.round(Demo.SECONDS / 60)
                + " minutes of it, seed "
                + seed
                + "."));
    lines.add(Line.EMPTY);
    lines.addAll(Texts.configuration());
    lines.add(Line.EMPTY);
    return lines.stream().map(line -> line.cut(width)).toList();
  }

  /// One stage.
  static List<Line> stage(Milestones.Milestone milestone, int width) {
    String time = Figures.right(Figures.elapsed(milestone.elapsed()), 5) + "  ";
    List<Line> lines = new ArrayList<>();
    for (String part : Figures.wrapped(milestone.sentence(), Math.max(1, width - time.length()))) {
      lines.add(Line.of(lines.isEmpty() ? time : " ".repeat(time.length())).plus(part));
    }
    return lines;
  }

  /// The sources in the end.
  static List<Line> sources(Moment now, int width) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.EMPTY);
    lines.addAll(SourceTable.of(now, width));
    return lines;
  }

  /// What was seen, in five sentences, and how to go on.
  static List<Line> closing(Story story, int width, Glyphs glyphs) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.EMPTY);
    lines.add(Texts.plotTitle());
    lines.addAll(Plot.of(story.history(), width, PLOT_HEIGHT, glyphs));
    lines.add(Line.EMPTY);
    for (String sentence : seen(story)) {
      lines.addAll(Texts.item(sentence, width, Style.PLAIN));
    }
    Style style = story.history().broken() > 0 ? Style.BAD : Style.GOOD;
    lines.addAll(Texts.item(Status.verdict(story.history()), width, style));
    lines.add(Line.EMPTY);
    lines.add(Line.of("On a real machine:"));
    lines.add(command("sudo ./meantime run", "keep the clock right, with your chrony.conf"));
    lines.add(command("./meantime run -x -d -U", "only watch it: needs no privilege"));
    lines.add(command("./meantime sources --reasons", "this table, of a running daemon"));
    lines.add(command("./meantime query pool.ntp.org", "ask any server, and judge the answer"));
    return lines.stream().map(line -> line.cut(width)).toList();
  }

  private static Line command(String command, String purpose) {
    return Line.of("  ").plus(Figures.left(command, 32), Style.BOLD).plus(purpose);
  }

  private static List<String> seen(Story story) {
    Moment now = story.now();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Asked "
            + Figures.count(now.sources().size(), "server", "servers")
            + " "
            + Figures.count(now.sent(), "time", "times")
            + "; "
            + liars(now)
            + ".");
    sentences.add(
        "The clock was "
            + Figures.standing(DemoWorld.OFFSET)
            + ": "
            + steps(now)
            + "; now "
            + Figures.standing(now.offset())
            + ".");
    sentences.add(
        now.isSynchronised()
            ? "Its rate: "
                + Figures.drift(now.drift())
                + "; learnt: "
                + Figures.drift(now.learntDrift())
                + ", give or take "
                + Figures.ppm(now.skew())
                + "."
            : "The daemon is not synchronised.");
    sentences.add(
        "Since "
            + Figures.elapsed(SETTLED)
            + " it was wrong by "
            + Figures.seconds(story.history().rms(SETTLED))
            + " (RMS); claimed: at most "
            + Figures.seconds(story.history().medianBound(SETTLED))
            + " (median).");
    return sentences;
  }

  private static String liars(Moment now) {
    List<SourceRow> liars = now.falsetickers();
    if (liars.isEmpty()) {
      return "found no falseticker";
    }
    return "ignored "
        + liars.stream()
            .map(liar ->
                liar.name() + ", which is " + Figures.seconds(Math.abs(liar.offset())) + " off")
            .collect(Collectors.joining("; "));
  }

  private static String steps(Moment now) {
    return switch (now.steps().size()) {
      case 0 -> "never stepped";
      case 1 -> "stepped once, by " + Figures.signedSeconds(now.steps().getFirst());
      default -> "stepped " + now.steps().size() + " times";
    };
  }
}
