// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestRateTest {

  private static long after(long rates, int times, int ticks) {
    long now = rates;
    for (int i = 0; i < times; i++) {
      now = RequestRate.after(now, ticks);
    }
    return now;
  }

  @Test
  void isUnknownAfterOneRequest() {
    assertThat(RequestRate.interval(RequestRate.UNKNOWN)).isEqualTo(127);
    assertThat(RequestRate.intervalUnanswered(RequestRate.UNKNOWN)).isEqualTo(127);
  }

  @Test
  void settlesAtTheIntervalOfARegularClient() {
    for (int log2 = -4; log2 <= 17; log2++) {
      int ticks = 1 << (log2 + 4);
      assertThat(RequestRate.interval(after(RequestRate.UNKNOWN, 60, ticks)))
          .as("2^%d s", log2)
          .isEqualTo(log2);
    }
  }

  @Test
  void risesByAQuarterOfAnOctaveARequest() {
    long slow = after(RequestRate.UNKNOWN, 60, 16 << 6);
    assertThat(RequestRate.interval(after(slow, 12, 16))).isEqualTo(3);
    assertThat(RequestRate.interval(after(slow, 24, 16))).isEqualTo(0);
  }

  @Test
  void fallsQuickly() {
    long fast = after(RequestRate.UNKNOWN, 60, 0);
    assertThat(RequestRate.interval(fast)).isEqualTo(-5);
    assertThat(RequestRate.interval(after(fast, 1, 16 << 10))).isGreaterThanOrEqualTo(8);
  }

  @Test
  void requestsAfterADroppedOneAreCountedApart() {
    long usual = after(RequestRate.UNKNOWN, 60, 16 << 4);
    long eager = usual;
    for (int i = 0; i < 60; i++) {
      eager = RequestRate.after(RequestRate.unanswered(eager), 16);
    }
    assertThat(RequestRate.interval(eager)).isEqualTo(4);
    assertThat(RequestRate.intervalUnanswered(eager)).isEqualTo(0);
    assertThat(RequestRate.isHigherUnanswered(eager)).isTrue();
    assertThat(RequestRate.isHigherUnanswered(usual)).isFalse();
  }
}
