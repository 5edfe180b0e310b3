// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.SourceHistory.Parsed;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.LeapIndicator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SourceHistoryTest {

  private static final SourceHistory HISTORY =
      new SourceHistory(
          "ntp.example",
          false,
          new Reachability(0377, 8, 0),
          2,
          LeapIndicator.NONE,
          List.of(
              new Sample(1_780_272_000_000_000_001L, 1e-3, 2e-4, 1e-6, 3e-4, 2e-6),
              new Sample(1_780_272_064_123_456_789L, -1.25e-3, 2.5e-4, 1e-6, 3e-4, 2e-6)));

  /// chronyd's layout; its offsets are positive when the local clock is ahead.
  private static final String TEXT =
      """
      SRC0
      ntp.example
      0 377 8 2 0
      2 0
      1780272000.000000001 -1.000000e-03 -1.000000e-03 2.000000e-04 1.000000e-06 3.000000e-04 \
      2.000000e-06
      1780272064.123456789 1.250000e-03 1.250000e-03 2.500000e-04 1.000000e-06 3.000000e-04 \
      2.000000e-06
      """;

  @Test
  void isWrittenAsChronydDoes() {
    assertThat(HISTORY.format()).isEqualTo(TEXT);
  }

  @Test
  void isReadBack() {
    assertThat(SourceHistory.parse(TEXT)).isEqualTo(new Parsed.History(HISTORY));
  }

  @Test
  void refusesWhatIsCutShort() {
    for (int length = 0; length < TEXT.length() - 1; length++) {
      assertThat(SourceHistory.parse(TEXT.substring(0, length)))
          .as("%d characters", length)
          .isInstanceOf(Parsed.Damaged.class);
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    List<String> damaged =
        List.of(
            TEXT.replace("SRC0", "SRC1"),
            TEXT.replace("0 377", "2 377"),
            TEXT.replace("377", "777"),
            TEXT.replace("\n2 0\n", "\n3 0\n"),
            TEXT.replace("\n2 0\n", "\n0 0\n"),
            TEXT.replace("1780272064", "1780271064"),
            TEXT.replace("1.250000e-03 1", "nan 1"),
            TEXT.replace("1.250000e-03 1", "1.250000e+30 1"),
            TEXT.replace("2.000000e-06", "-2.000000e-06"));
    for (String text : damaged) {
      assertThat(text).isNotEqualTo(TEXT);
      assertThat(SourceHistory.parse(text)).as(text).isInstanceOf(Parsed.Damaged.class);
    }
  }

  @Test
  void takesAnyTextWithoutAnException() {
    long seed = 77;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(TEXT);
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        char with = (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000);
        text.setCharAt(random.nextInt(text.length()), with);
      }
      if (SourceHistory.parse(text.toString()) instanceof Parsed.History(SourceHistory read)) {
        assertThat(SourceHistory.parse(read.format()))
            .as("seed %d, round %d", seed, round)
            .isInstanceOf(Parsed.History.class);
      }
    }
  }
}
