// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InitialTimeTest {

  private static final long NOW = 1_700_000_000L;
  private static final long NANOS = 1_000_000_000L;

  @Test
  void takesTheRealTimeClockHalfASecondOn() {
    assertThat(of(OptionalLong.of(NOW + 100), Optional.empty()))
        .isEqualTo(new InitialTime.FromRtc(100.5));
    assertThat(of(OptionalLong.of(NOW - 100), Optional.of((NOW - 200) * NANOS)))
        .isEqualTo(new InitialTime.FromRtc(-99.5));
  }

  @Test
  void leavesTheClockAloneForLessThanASecond() {
    assertThat(of(OptionalLong.of(NOW), Optional.empty()))
        .isEqualTo(new InitialTime.Unchanged(false));
    assertThat(of(OptionalLong.of(NOW - 1), Optional.empty()))
        .isEqualTo(new InitialTime.Unchanged(false));
  }

  @Test
  void takesTheDriftFilesDateWhenTheRealTimeClockIsBehindIt() {
    assertThat(of(OptionalLong.of(0), Optional.of((NOW + 60) * NANOS)))
        .isEqualTo(new InitialTime.FromDriftFile(60, true));
    assertThat(of(OptionalLong.empty(), Optional.of((NOW + 60) * NANOS)))
        .isEqualTo(new InitialTime.FromDriftFile(60, false));
    assertThat(of(OptionalLong.empty(), Optional.of((NOW - 60) * NANOS)))
        .isEqualTo(new InitialTime.Unchanged(false));
  }

  @Test
  void knowsNothingWithoutEither() {
    assertThat(of(OptionalLong.empty(), Optional.empty())).isEqualTo(new InitialTime.Unknown());
  }

  @Test
  void readsAClockThatKeepsLocalTime() {
    assertThat(
            InitialTime.of(
                OptionalLong.of(NOW + 7200),
                ZoneId.of("+02:00"),
                Optional.empty(),
                NOW * NANOS - 10 * NANOS))
        .isEqualTo(new InitialTime.FromRtc(10.5));
  }

  private static InitialTime of(OptionalLong rtc, Optional<Long> driftFile) {
    return InitialTime.of(rtc, ZoneOffset.UTC, driftFile, NOW * NANOS);
  }
}
