// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.ArrayList;
import java.util.List;

/// Pieces that several views show.
final class Texts {

  private static final String BULLET = "▸ ";

  private Texts() {}

  /// What the daemon was told.
  static List<Line> configuration() {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("The daemon's configuration, as chrony.conf has it:"));
    for (String directive : DemoWorld.CONFIGURATION) {
      lines.add(Line.of("    " + directive, Style.BOLD));
    }
    lines.add(
        Line.of(
            "    # and, to touch nothing here: " + String.join(", ", DemoWorld.SECLUSION),
            Style.FAINT));
    return lines;
  }

  static Line plotTitle() {
    return Line.of("The clock's true error", Style.TRUTH)
        .plus(" against ")
        .plus("the bound that the daemon claims, shaded", Style.CLAIM)
        .plus(":");
  }

  /// A sentence with a bullet, broken where it is too long.
  static List<Line> item(String sentence, int width, Style style) {
    List<Line> lines = new ArrayList<>();
    for (String part : Figures.wrapped(sentence, Math.max(1, width - BULLET.length()))) {
      String lead = lines.isEmpty() ? BULLET : " ".repeat(BULLET.length());
      lines.add(Line.of(lead, Style.FAINT).plus(part, style));
    }
    return lines;
  }
}
