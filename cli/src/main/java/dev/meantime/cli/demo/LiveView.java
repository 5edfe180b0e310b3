// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.ArrayList;
import java.util.List;

/// One frame of the live view.
final class LiveView {

  /// Simulated seconds for which the configuration is shown in place of the plot, which has nothing
  /// to show yet.
  private static final double CONFIGURATION_SECONDS = 8;

  private static final int SMALLEST_PLOT = 4;
  private static final int LARGEST_PLOT = 18;
  private static final int NARRATION = 6;
  private static final int ROOMY = 22;

  private LiveView() {}

  /// As many lines as fit, none longer than fits.
  static List<Line> frame(Story story, Size size, Glyphs glyphs) {
    Moment now = story.now();
    boolean roomy = size.rows() >= ROOMY;
    List<Line> lines = new ArrayList<>();
    lines.add(title(story));
    gap(lines, roomy);
    lines.addAll(SourceTable.of(now, size.columns()));
    gap(lines, roomy);
    List<Line> narration = narration(story, size.columns());
    int left = size.rows() - lines.size() - narration.size() - 1 - (roomy ? 1 : 0);
    if (left >= SMALLEST_PLOT) {
      int height = Math.min(left, LARGEST_PLOT);
      lines.addAll(
          now.elapsed() < CONFIGURATION_SECONDS
              ? configuration(height + 1)
              : plot(story, size.columns(), height, glyphs));
      gap(lines, roomy);
    }
    lines.addAll(narration);
    lines.addAll(log(story, size.rows() - lines.size()));
    while (lines.size() < size.rows()) {
      lines.add(Line.EMPTY);
    }
    return lines.stream()
        .limit(size.rows())
        .map(line -> glyphs.shown(line.cut(size.columns())))
        .toList();
  }

  private static void gap(List<Line> lines, boolean roomy) {
    if (roomy) {
      lines.add(Line.EMPTY);
    }
  }

  private static Line title(Story story) {
    return Line.of("meantime demo", Style.BOLD)
        .plus(
            "   simulated "
                + Figures.elapsed(story.now().elapsed())
                + " of "
                + Figures.elapsed(Demo.SECONDS)
                + ", at "
                + Math.round(story.speed())
                + "× speed   seed "
                + story.seed());
  }

  private static List<Line> configuration(int height) {
    List<Line> lines = new ArrayList<>(Texts.configuration());
    while (lines.size() < height) {
      lines.add(Line.EMPTY);
    }
    return lines.subList(0, height);
  }

  private static List<Line> plot(Story story, int width, int height, Glyphs glyphs) {
    List<Line> lines = new ArrayList<>();
    lines.add(Texts.plotTitle());
    lines.addAll(Plot.of(story.history(), width, height, glyphs));
    return lines;
  }

  private static List<Line> narration(Story story, int width) {
    List<Line> lines = new ArrayList<>();
    lines.addAll(Texts.item(Status.asking(story.now()), width, Style.PLAIN));
    lines.addAll(Texts.item(Status.correcting(story.now()), width, Style.PLAIN));
    lines.addAll(Texts.item(Status.claiming(story.now()), width, Style.PLAIN));
    Style style = story.history().broken() > 0 ? Style.BAD : Style.GOOD;
    lines.addAll(Texts.item(Status.verdict(story.history()), width, style));
    // Padded, so that what is above does not jump.
    while (lines.size() < NARRATION) {
      lines.add(Line.EMPTY);
    }
    return lines;
  }

  /// As many of the daemon's last log lines as there is room for, with a heading.
  private static List<Line> log(Story story, int room) {
    if (room < 3) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    lines.add(Line.EMPTY);
    lines.add(Line.of("Its log:", Style.FAINT));
    List<String> log = story.log();
    for (String line : log.subList(Math.max(0, log.size() - (room - 2)), log.size())) {
      lines.add(Line.of(line, Style.FAINT));
    }
    return lines;
  }
}
