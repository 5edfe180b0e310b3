// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

  @ParameterizedTest
  @CsvSource({"1e-3, 5, 2e-4", "1, 10, 0.1", "7, 5, 2", "0.9, 5, 0.2", "26, 5, 10"})
  void stepsAreRound(double range, int most, double step) {
    assertThat(Ticks.step(range, most)).isCloseTo(step, within(step * 1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "400000, 10, 43200",
    "600, 10, 60",
    "20000, 10, 3600",
    "8640000, 10, 864000",
    "5, 10, 1"
  })
  void stepsOfTimeAreWholeMinutesHoursOrDays(double range, int most, double step) {
    assertThat(Ticks.clockStep(range, most)).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"2e-4, 200 µs", "-1e-3, −1 ms", "0, 0", "0.05, 50 ms", "3, 3 s", "9.55e-5, 95.5 µs"})
  void labelsHaveUnits(double value, String label) {
    assertThat(Ticks.seconds(value)).isEqualTo(label);
  }
}
