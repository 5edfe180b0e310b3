// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import static dev.meantime.engine.refclock.Clocks.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.refclock.HardwareReadings.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HardwareReadingsTest {

  private static Reading reading(long before, long clock, long after) {
    return new Reading(START + before, START + clock, START + after);
  }

  @Test
  void takesTheMiddleOfTheQuickest() {
    HardwareReadings.Result result =
        HardwareReadings.combine(
                List.of(reading(0, 100_000, 40_000), reading(50_000, 80_500, 51_000)), 1e-9)
            .orElseThrow();
    assertThat(result.wallNanos()).isEqualTo(START + 50_500);
    assertThat(result.clockNanos()).isEqualTo(START + 80_500);
    assertThat(result.uncertainty()).isCloseTo(0.5e-6, within(1e-15));
  }

  @Test
  void averagesThoseThatTookAboutAsLong() {
    HardwareReadings.Result result =
        HardwareReadings.combine(
                List.of(
                    reading(0, 500, 1000), reading(2000, 2540, 3000), reading(4000, 9000, 8000)),
                1e-9)
            .orElseThrow();
    assertThat(result.clockNanos() - result.wallNanos()).isEqualTo(20);
  }

  @Test
  void hasNoResultWithoutAReadingOrAfterAStep() {
    assertThat(HardwareReadings.combine(List.of(), 1e-9)).isEmpty();
    assertThat(HardwareReadings.combine(List.of(reading(5, 5, 4)), 1e-9)).isEmpty();
  }

  @Test
  void isWrongByNoMoreThanItsUncertainty() {
    long seed = 20_261_123;
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      List<Reading> readings = new ArrayList<>();
      long truth = random.nextLong(-1_000_000_000L, 1_000_000_000L);
      for (int j = 0; j < 25; j++) {
        long before = j * 10_000L;
        long there = before + 300 + (long) (-500 * Math.log(1 - random.nextDouble()));
        long after = there + 300 + (long) (-500 * Math.log(1 - random.nextDouble()));
        readings.add(reading(before, there + truth, after));
      }
      HardwareReadings.Result result = HardwareReadings.combine(readings, 1e-9).orElseThrow();
      assertThat((result.clockNanos() - result.wallNanos() - truth) * 1e-9)
          .as("seed %d", seed)
          .isBetween(-result.uncertainty() - 1e-9, result.uncertainty() + 1e-9);
    }
  }
}
