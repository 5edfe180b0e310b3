// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

  @Test
  void usesTheSeedsItIsGiven() {
    Yardstick.Row row = Yardstick.run(StandardScenario.S5B, 7, 2);

    assertThat(row.runs())
        .containsExactly(
            ScenarioRun.run(StandardScenario.S5B.scenario(), 7).hosts().getFirst().metrics(),
            ScenarioRun.run(StandardScenario.S5B.scenario(), 8).hosts().getFirst().metrics());
  }
}
