// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {

  @Test
  void drawsTheErrorInsideTheBandThatIsClaimed() {
    List<String> lines =
        Plot.of(Moments.history(14.9), 38, 8, Glyphs.ASCII).stream()
            .map(line -> Glyphs.ASCII.shown(line).text())
            .toList();
    assertThat(lines)
        .containsExactly(
            "   1 s |******                        ",
            "100 ms |     *                        ",
            " 10 ms |     *                        ",
            "  1 ms |     *---------               ",
            "100 us |     *.........               ",
            " 10 us |     **********               ",
            "  1 us |     ..........               ",
            "       +0:00 ------- 0:15 ------- 0:30");
  }

  @Test
  void staysInsideAnySize() {
    ErrorHistory history = Moments.history(700);
    for (Glyphs glyphs : Glyphs.values()) {
      for (int width = 1; width < 130; width += 7) {
        for (int height = 1; height < 30; height++) {
          List<Line> lines = Plot.of(history, width, height, glyphs);
          assertThat(lines).hasSize(Math.max(3, height));
          int most = Math.max(9, width);
          assertThat(lines).allSatisfy(line -> assertThat(line.text()).hasSize(most));
        }
      }
    }
  }

  @Test
  void drawsNothingYet() {
    assertThat(Plot.of(new ErrorHistory(0.1), 40, 8, Glyphs.UNICODE)).hasSize(8);
  }
}
