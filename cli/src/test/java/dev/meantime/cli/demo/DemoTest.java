// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {

  /// A screen without a terminal, and time without waiting.
  private static final class Recorded implements Screen {
    private final List<List<String>> frames = new ArrayList<>();
    private boolean closed;

    @Override
    public Size size() {
      return Size.USUAL;
    }

    @Override
    public void show(List<Line> frame) {
      assertThat(closed).isFalse();
      frames.add(frame.stream().map(Line::text).toList());
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Recorded screen = new Recorded();

  private Demo demo() {
    return new Demo(1, Glyphs.UNICODE, new PrintStream(out, false, StandardCharsets.UTF_8));
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void lastsAboutHalfAMinuteAndEndsWithTheClosingScreen() throws InterruptedException {
    assertThat(demo().show(screen, () -> 0.1, false)).isEqualTo(Demo.Outcome.HELD);
    assertThat(screen.closed).isTrue();
    assertThat(screen.frames.size()).isBetween(300, 360);
    assertThat(screen.frames.getLast().getFirst()).contains("simulated 30:00 of 30:00");
    assertThat(text()).contains("The claim held all the time", "sudo ./meantime run");
  }

  @Test
  void seesTheSameWorldAtAnyPace() throws InterruptedException {
    demo().tell();
    String told = text();
    out.reset();
    demo().show(screen, () -> 0.037, false);
    assertThat(told).endsWith(text());
  }

  @Test
  void missesNothingAfterAPause() throws InterruptedException {
    demo().show(screen, () -> 3600, false);
    assertThat(screen.frames.size()).isGreaterThan(100);
  }

  @Test
  void givesTheTerminalBackWhenItIsInterrupted() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() ->
                demo()
                    .show(
                        screen,
                        () -> {
                          throw new InterruptedException();
                        },
                        false)))
        .isInstanceOf(InterruptedException.class);
    assertThat(screen.closed).isTrue();
  }
}
