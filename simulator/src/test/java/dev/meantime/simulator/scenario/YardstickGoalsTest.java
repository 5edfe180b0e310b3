// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YardstickGoalsTest {

  @Test
  void isContentWithWhatIsGoodEnough() {
    assertThat(
            YardstickGoals.missed(
                List.of(
                    row(StandardScenario.S1, 58e-6, 560, 0.999, 0),
                    row(StandardScenario.S8, 132e-6, 495, 1, 0),
                    row(StandardScenario.S5B, 1, 400, 1, 6))))
        .isEmpty();
  }

  @Test
  void wantsMoreOfTheFirstFourScenarios() {
    assertThat(misses(row(StandardScenario.S1, 58.1e-6, 500, 1, 0)))
        .containsExactly("S1 rms 0.601 0.6");
    assertThat(misses(row(StandardScenario.S7, 80e-6, 500, 1, 0)))
        .containsExactly("S7 rms 1.004 1.0");
  }

  @Test
  void accuracyBoughtWithPacketsDoesNotCount() {
    assertThat(misses(row(StandardScenario.S1, 10e-6, 561, 1, 0)))
        .containsExactly("S1 polls 1.006 1.005");
  }

  @Test
  void slownessIsAMissAndNeverMoreSo() {
    assertThat(misses(row(StandardScenario.S5B, 1, 400, 1, 7)))
        .containsExactly("S5b to10ms 1.167 1.0", "S5b to1ms 1.167 1.0");
    assertThat(misses(row(StandardScenario.S5B, 1, 400, 1, Double.POSITIVE_INFINITY)))
        .containsExactly("S5b to10ms Infinity 1.0", "S5b to1ms Infinity 1.0");
  }

  @Test
  void aClaimMustHold() {
    assertThat(misses(row(StandardScenario.S8, 1e-6, 400, 0.9989, 0)))
        .containsExactly("S8 coverage 0.999 0.999");
    assertThat(misses(row(StandardScenario.S8, 1e-6, 400, Double.NaN, 0)))
        .containsExactly("S8 coverage NaN 0.999");
  }

  @Test
  void theMedianDecides() {
    Metrics good = metrics(10e-6, 500, 1, 0);
    Metrics bad = metrics(1, 5000, 0, 0);

    assertThat(
            YardstickGoals.missed(
                List.of(new Yardstick.Row(StandardScenario.S1, List.of(good, bad, good)))))
        .isEmpty();
  }

  private static List<String> misses(Yardstick.Row row) {
    return YardstickGoals.missed(List.of(row)).stream()
        .map(miss ->
            miss.scenario().label()
                + " "
                + miss.metric().label()
                + " "
                + Math.rint(miss.value() * 1000) / 1000
                + " "
                + miss.goal())
        .toList();
  }

  private static Yardstick.Row row(
      StandardScenario scenario, double rms, long polls, double coverage, double settled) {
    return new Yardstick.Row(scenario, List.of(metrics(rms, polls, coverage, settled)));
  }

  private static Metrics metrics(double rms, long polls, double coverage, double settled) {
    return new Metrics(
        new Metrics.TimeError(rms, 0, 0, 0, 0, 0, 0, 0),
        new Metrics.Rate(1, 1),
        new Metrics.Settling(0, settled, settled, 0),
        new Metrics.Claim(0, 1, coverage, 1),
        polls,
        1,
        0);
  }
}
