// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

final class ClockPrecisionTest {

  @Test
  void findsTheSmallestStepForward() {
    // Steps of 40, 25 and 90 ns, and one back.
    long[] steps = {40, 25, -500, 90};
    assertThat(ClockPrecision.measure(stepping(i -> steps[(int) (i % 4)]))).isEqualTo(25e-9);
  }

  @Test
  void waitsForACoarseClockToMove() {
    assertThat(ClockPrecision.measure(stepping(i -> i % 1000 == 0 ? 1_000_000 : 0)))
        .isEqualTo(1e-3);
  }

  @Test
  void neverClaimsLessThanANanosecondOrMoreThanASecond() {
    assertThat(ClockPrecision.measure(stepping(i -> 0))).isEqualTo(1e-9);
    assertThat(ClockPrecision.measure(stepping(i -> 5_000_000_000L))).isEqualTo(1.0);
  }

  @Test
  void stopsAfterAHundredSteps() {
    assertThat(ClockPrecision.measure(stepping(i -> i <= 100 ? 50 : 1))).isEqualTo(50e-9);
  }

  private static WallClock stepping(LongUnaryOperator stepNanos) {
    return new WallClock() {
      private long nanos = 1_700_000_000_000_000_000L;
      private long readings;

      @Override
      public long nowNanos() {
        nanos += stepNanos.applyAsLong(readings++);
        return nanos;
      }

      @Override
      public void step(double seconds) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
