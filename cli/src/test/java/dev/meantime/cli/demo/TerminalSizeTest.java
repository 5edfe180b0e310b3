// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void believesTheEnvironmentFirst() {
    TerminalSize size =
        new TerminalSize(
            Map.of("LINES", "30", "COLUMNS", "100"), () -> Optional.of(new Size(1, 1)), nanos::get);
    assertThat(size.get()).isEqualTo(new Size(100, 30));
  }

  @Test
  void asksTheTerminalAgainFromTimeToTime() {
    List<Size> sizes = new ArrayList<>(List.of(new Size(100, 30), new Size(120, 40)));
    TerminalSize size =
        new TerminalSize(Map.of(), () -> Optional.of(sizes.removeFirst()), nanos::get);
    assertThat(size.get()).isEqualTo(new Size(100, 30));
    assertThat(size.get()).isEqualTo(new Size(100, 30));
    nanos.set(3_000_000_000L);
    assertThat(size.get()).isEqualTo(new Size(120, 40));
  }

  @Test
  void takesTheUsualSizeWhenNobodyKnows() {
    assertThat(new TerminalSize(Map.of("LINES", "x"), Optional::empty, nanos::get).get())
        .isEqualTo(Size.USUAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24", "0 0", "24 80 1", "24 x", "-1 80", "stty: not a tty"})
  void understandsOnlySizes(String text) {
    assertThat(TerminalSize.parse(text)).isEmpty();
  }

  @Test
  void readsWhatSttyPrints() {
    assertThat(TerminalSize.parse("24 80\n")).contains(new Size(80, 24));
  }
}
