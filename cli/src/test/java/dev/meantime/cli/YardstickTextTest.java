// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.simulator.scenario.Metrics;
import dev.meantime.simulator.scenario.StandardScenario;
import dev.meantime.simulator.scenario.Yardstick;
import java.util.List;
import org.junit.jupiter.api.Test;

class YardstickTextTest {

  @Test
  void namesEveryGoalThatWasMissedInOneLine() {
    assertThat(
            YardstickText.verdict(
                List.of(
                    row(StandardScenario.S1, 96.7e-6, 700, 0.99, 0),
                    row(StandardScenario.S2, 1e-6, 100, 1, 0),
                    row(StandardScenario.S5B, 0, 100, 1, Double.POSITIVE_INFINITY))))
        .isEqualTo(
            "\nGoals: missed: S1 rms 1.000; S1 polls 1.255; S1 coverage 99.000 %; S5b to10ms never;"
                + " S5b to1ms never.\n");
  }

  @Test
  void saysWhenAllWereReached() {
    assertThat(YardstickText.verdict(List.of(row(StandardScenario.S6A, 0, 100, 1, 1))))
        .isEqualTo("\nGoals: all reached.\n");
  }

  @Test
  void theIntroductionTellsTheGoals() {
    assertThat(YardstickText.introduction(1, 5))
        .startsWith("Medians of 5 seeds from 1 on.")
        .contains(
            "RMS at most 0.6 of it on S1 to S4;", "in bound for 99.9 %", "without a drift file");
  }

  private static Yardstick.Row row(
      StandardScenario scenario, double rms, long polls, double coverage, double settled) {
    return new Yardstick.Row(
        scenario,
        List.of(
            new Metrics(
                new Metrics.TimeError(rms, 0, 0, 0, 0, 0, 0, 0),
                new Metrics.Rate(1, 1),
                new Metrics.Settling(settled, settled, settled, 0),
                new Metrics.Claim(0, 1, coverage, 1),
                polls,
                1,
                0)));
  }
}
