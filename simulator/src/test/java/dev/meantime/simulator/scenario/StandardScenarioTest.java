// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandardScenarioTest {

  @ParameterizedTest
  @EnumSource(StandardScenario.class)
  void isReadWithoutAWarning(StandardScenario standard) {
    assertThat(ScenarioParser.parse(standard.label(), standard.text()))
        .isInstanceOfSatisfying(
            ScenarioResult.Parsed.class, parsed -> assertThat(parsed.warnings()).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(StandardScenario.class)
  void hasChronydsFigures(StandardScenario standard) {
    Metric figure = standard.isAboutSettling() ? Metric.TO_1_MS : Metric.RMS;

    assertThat(standard.chronyd()).containsKey(figure);
    assertThat(standard.chronyd().values())
        .allSatisfy(spread -> {
          assertThat(spread.lowest()).isLessThanOrEqualTo(spread.median());
          assertThat(spread.highest()).isGreaterThanOrEqualTo(spread.median());
        });
  }

  @Test
  void countsChronydsPollsFromItsMeanPoll() {
    assertThat(StandardScenario.S1.chronyd())
        .hasEntrySatisfying(
            Metric.POLLS, polls -> assertThat(polls.median()).isEqualTo(400_000 / 717.0));
  }

  @Test
  void isFoundByItsLabel() {
    assertThat(StandardScenario.of("s5A")).contains(StandardScenario.S5A);
    assertThat(StandardScenario.S5A.label()).isEqualTo("S5a");
    assertThat(StandardScenario.of("S9")).isEmpty();
  }
}
