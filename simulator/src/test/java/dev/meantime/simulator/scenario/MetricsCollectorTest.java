// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsCollectorTest {

  @Test
  void countsErrorsFromResetOn() {
    MetricsCollector collector = new MetricsCollector(2, 0);
    add(collector, 9, 9, 3e-3, -4e-3);

    Metrics metrics = collector.metrics(4, 0, 0);

    assertThat(metrics.error().rms()).isCloseTo(Math.sqrt(12.5e-6), within(1e-12));
    assertThat(metrics.error().mean()).isCloseTo(-0.5e-3, within(1e-12));
    assertThat(metrics.error().meanAbsolute()).isCloseTo(3.5e-3, within(1e-12));
    assertThat(metrics.error().maximum()).isEqualTo(4e-3);
    assertThat(metrics.error().p50()).isCloseTo(3e-3, within(3e-6));
  }

  @Test
  void noPercentileIsAboveTheMaximum() {
    MetricsCollector collector = new MetricsCollector(0, 0);
    add(collector, 1.0001e-3);

    assertThat(collector.metrics(1, 0, 0).error().p999()).isLessThanOrEqualTo(1.0001e-3);
  }

  @Test
  void countsSettlingFromTheLastDisturbanceOn() {
    MetricsCollector collector = new MetricsCollector(0, 3);
    add(collector, 1, 1, 0, -1, -0.5, 0.002, 0.0005, 0.0001);

    Metrics.Settling settling = collector.metrics(8, 0, 0).settling();

    assertThat(settling.to100ms()).isEqualTo(2);
    assertThat(settling.to10ms()).isEqualTo(2);
    assertThat(settling.to1ms()).isEqualTo(3);
    assertThat(settling.overshoot()).isEqualTo(0.002);
  }

  @Test
  void neverSettlesWhileTheLastSampleIsAbove() {
    MetricsCollector collector = new MetricsCollector(0, 0);
    add(collector, 0, 0, 0.02);

    assertThat(collector.metrics(3, 0, 0).settling().to10ms()).isInfinite();
    assertThat(collector.metrics(3, 0, 0).settling().to100ms()).isZero();
  }

  @Test
  void comparesTheClaimWithTheTruthSinceTheFirstSynchronisation() {
    MetricsCollector collector = new MetricsCollector(3, 0);
    collector.add(0, 5, 0, Double.NaN);
    collector.add(1, 0.1, 0, 0.2);
    collector.add(2, 0.1, 0, 0.05);
    collector.add(3, 0.1, 0, Double.NaN);
    collector.add(4, 0.1, 0, 0.1);

    Metrics.Claim claim = collector.metrics(5, 0, 0).claim();

    assertThat(claim.firstSynchronised()).isEqualTo(1);
    assertThat(claim.synchronised()).isEqualTo(0.75);
    assertThat(claim.coverage()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(claim.medianBound()).isCloseTo(0.1, within(1e-4));
  }

  @Test
  void claimsNothingWhenNeverSynchronised() {
    MetricsCollector collector = new MetricsCollector(0, 0);
    collector.add(0, 5, 0, Double.NaN);

    Metrics.Claim claim = collector.metrics(1, 0, 0).claim();

    assertThat(claim.firstSynchronised()).isInfinite();
    assertThat(claim.synchronised()).isZero();
    assertThat(claim.coverage()).isNaN();
    assertThat(claim.medianBound()).isNaN();
  }

  @Test
  void measuresTheRate() {
    MetricsCollector collector = new MetricsCollector(1, 0);
    collector.add(0, 0, -0.08, Double.NaN);
    collector.add(1, 0, 3e-6, Double.NaN);
    collector.add(2, 0, -4e-6, Double.NaN);

    Metrics.Rate rate = collector.metrics(3, 0, 0).frequency();

    assertThat(rate.rms()).isCloseTo(Math.sqrt(12.5e-12), within(1e-15));
    assertThat(rate.largestSlew()).isEqualTo(0.08);
  }

  @Test
  void spreadsPollsOverTheWholeRun() {
    MetricsCollector collector = new MetricsCollector(0, 0);
    add(collector, 0);

    assertThat(collector.metrics(1000, 4, 0).meanPoll()).isEqualTo(250);
    assertThat(collector.metrics(1000, 0, 0).meanPoll()).isNaN();
  }

  private static void add(MetricsCollector collector, double... offsets) {
    for (int i = 0; i < offsets.length; i++) {
      collector.add(i, offsets[i], 0, Double.NaN);
    }
  }
}
