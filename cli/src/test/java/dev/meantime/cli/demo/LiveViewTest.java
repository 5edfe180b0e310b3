// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {

  private static List<String> frame(Moment now, int columns, int rows, Glyphs glyphs) {
    Story story =
        new Story(7, 60, now, Moments.history(now.elapsed()), List.of("first", "last line"));
    return LiveView.frame(story, new Size(columns, rows), glyphs).stream().map(Line::text).toList();
  }

  @Test
  void showsEverythingOnTheUsualTerminal() {
    List<String> lines = frame(Moments.settled(600), 80, 24, Glyphs.UNICODE);
    assertThat(lines.getFirst())
        .isEqualTo("meantime demo   simulated 10:00 of 30:00, at 60× speed   seed 7");
    assertThat(lines)
        .contains(
            "* ntp1.example  +10.0 µs     1.70 ms  64 s   37   because of that",
            "x liar.example  +40.0 ms     1.70 ms  64 s   37   because of that")
        .anyMatch(line -> line.contains("ignored as a falseticker"))
        .anyMatch(line -> line.startsWith("   1 s │"))
        .anyMatch(line -> line.startsWith("  1 µs │"))
        .anyMatch(line -> line.contains("The claim held all the time"));
  }

  @Test
  void showsTheConfigurationWhileThereIsNothingToPlot() {
    assertThat(frame(Moments.early(), 80, 24, Glyphs.UNICODE))
        .contains("    server liar.example iburst", "    makestep 0.1 3")
        .noneMatch(line -> line.contains("│"));
  }

  @Test
  void showsTheLogWhereThereIsRoom() {
    assertThat(frame(Moments.settled(600), 120, 50, Glyphs.UNICODE))
        .contains("Its log:", "last line");
  }

  @Test
  void fitsEveryTerminal() {
    for (Glyphs glyphs : Glyphs.values()) {
      for (int columns = 1; columns < 200; columns += 9) {
        for (int rows = 1; rows < 60; rows++) {
          int width = columns;
          for (Moment now : List.of(Moments.early(), Moments.settled(600))) {
            assertThat(frame(now, columns, rows, glyphs))
                .hasSize(rows)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
          }
        }
      }
    }
  }

  @Test
  void keepsToAsciiWhereTheLocaleDoes() {
    assertThat(frame(Moments.settled(600), 80, 24, Glyphs.ASCII))
        .allSatisfy(
            line -> assertThat(line.chars()).allMatch(c -> c >= ' ' && c < 0x7f && c != '?'));
  }
}
