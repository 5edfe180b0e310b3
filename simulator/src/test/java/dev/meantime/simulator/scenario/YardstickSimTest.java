// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class YardstickSimTest {

  /// The models are chronyd's: what reaches an error tenfold better or worse measures another
  /// world.
  @Test
  void measuresTheSameWorldAsChronydsFigures() {
    Yardstick.Row row = Yardstick.run(StandardScenario.S2, 1, 1);

    assertThat(row.ours(Metric.RMS).median())
        .isBetween(0.3e-6, 2 * row.chronyd(Metric.RMS).orElseThrow().median());
    assertThat(row.ours(Metric.POLLS).median())
        .isLessThanOrEqualTo(1.01 * row.chronyd(Metric.POLLS).orElseThrow().median());
  }

  /// Two seeds tell whether accuracy was lost, not how much there is: `./build -Pbenchmark` does.
  @ParameterizedTest
  @EnumSource(names = {"S1", "S4", "S8"})
  void isFarMoreAccurateThanChronydWithNoMorePackets(StandardScenario scenario) {
    Yardstick.Row row = Yardstick.run(scenario, 11, 2);

    assertThat(ratio(row, Metric.RMS)).isLessThanOrEqualTo(0.7);
    assertThat(ratio(row, Metric.POLLS)).isLessThanOrEqualTo(1.05);
    assertThat(row.ours(Metric.COVERAGE).lowest()).isGreaterThanOrEqualTo(0.999);
  }

  private static double ratio(Yardstick.Row row, Metric metric) {
    return row.ours(metric).median() / row.chronyd(metric).orElseThrow().median();
  }

  @ParameterizedTest
  @EnumSource(names = {"S5D", "S5E"})
  void aKnownDriftLeadsTo1MsSoonerThanChronydGetsThere(StandardScenario scenario) {
    Yardstick.Row row = Yardstick.run(scenario, 1, 5);

    assertThat(row.ours(Metric.TO_1_MS).highest())
        .isLessThan(row.chronyd(Metric.TO_1_MS).orElseThrow().median());
    assertThat(row.ours(Metric.STEPS).highest()).isZero();
    assertThat(row.ours(Metric.COVERAGE).lowest()).isEqualTo(1);
  }

  @Test
  void usesTheSeedsItIsGiven() {
    Yardstick.Row row = Yardstick.run(StandardScenario.S5B, 7, 2);

    assertThat(row.runs())
        .containsExactly(
            ScenarioRun.run(StandardScenario.S5B.scenario(), 7).hosts().getFirst().metrics(),
            ScenarioRun.run(StandardScenario.S5B.scenario(), 8).hosts().getFirst().metrics());
  }
}
