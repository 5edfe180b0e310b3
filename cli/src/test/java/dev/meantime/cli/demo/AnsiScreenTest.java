// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnsiScreenTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private AnsiScreen screen(boolean colours) {
    return new AnsiScreen(
        new PrintStream(out, false, StandardCharsets.UTF_8), colours, () -> Size.USUAL);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void leavesTheTerminalAsItWas() {
    AnsiScreen screen = screen(false);
    assertThat(text()).contains("\033[?1049h", "\033[?25l", "\033[?7l");
    out.reset();
    screen.close();
    assertThat(text()).contains("\033[?1049l", "\033[?25h", "\033[?7h");
    out.reset();
    screen.close();
    screen.show(List.of(Line.of("too late")));
    assertThat(text()).isEmpty();
  }

  @Test
  void coloursOnlyWhereTheyAreWanted() {
    List<Line> frame = List.of(Line.of("plain ").plus("bad", Style.BAD));
    AnsiScreen plain = screen(false);
    out.reset();
    plain.show(frame);
    assertThat(text()).isEqualTo("\033[H\033[2Kplain bad");
    AnsiScreen coloured = screen(true);
    out.reset();
    coloured.show(frame);
    assertThat(text()).isEqualTo("\033[H\033[2Kplain \033[31mbad\033[0m");
  }
}
