// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.wire.LeapIndicator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObservedClockTest {

  private static SimulatedHost host(double error, double offset) {
    SimulatedOscillator oscillator = new SimulatedOscillator(SimulatedHost.START, error, offset);
    return new SimulatedHost(Configs.observed(LeapMode.SYSTEM), oscillator).started();
  }

  @Test
  void isCorrectedInCookedTimeAtOnce() {
    SimulatedHost host = host(0, 12.5);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    assertThat(host.cookedOffset()).isCloseTo(0, within(2e-9));
    assertThat(host.oscillator.offset()).isCloseTo(12.5, within(1e-8));
    assertThat(host.state().remainingCorrection()).isCloseTo(12.5, within(1e-8));
    assertThat(host.adjustments).hasSize(1);
    assertThat(host.adjustments.getFirst().offsetChange()).isCloseTo(12.5, within(1e-8));
  }

  @Test
  void followsTheHardwareByAVirtualFrequency() {
    SimulatedHost host = host(80e-6, 0);
    host.oscillator.setFrequency(30e-6);
    for (int i = 0; i < 4; i++) {
      double wallRate = (1 + 80e-6) * (1 + host.oscillator.frequency());
      double cookedRate = wallRate * (1 + host.state().frequency());
      host.update(
          SimulatedHost.estimate(
              host.cookedNanos(),
              host.cookedOffset(),
              1 / cookedRate - 1,
              1e-9,
              LeapIndicator.NONE));
      host.run(64);
    }

    // What somebody else set the kernel to is part of the clock that is observed.
    assertThat(host.state().frequency()).isCloseTo(-110e-6, within(2e-8));
    host.run(10_000);
    assertThat(host.cookedOffset()).isCloseTo(0, within(1e-7));
  }

  @Test
  void asksNothingOfTheKernelWhateverHappens() {
    Random random = new Random(11);
    SimulatedHost host = host(5e-6, 100);
    for (int i = 0; i < 200; i++) {
      host.update(host.offsetEstimate(random.nextGaussian()));
      host.run(random.nextDouble() * 300);
      host.perform(host.discipline.stepRemaining(host.oscillator.now()));
      host.perform(host.discipline.correctAtOnce(host.oscillator.now(), 3, 1));
      host.perform(host.discipline.onUnsynchronised(host.oscillator.now()));
    }
    host.oscillator.step(1000);
    host.perform(host.discipline.onReading(host.oscillator.now()));
    host.perform(host.discipline.stop(host.oscillator.now()));

    assertThat(host.events(DisciplineEvent.ExternalStep.class)).hasSize(1);
    assertThat(host.actions)
        .noneMatch(ClockAction.SetFrequency.class::isInstance)
        .noneMatch(ClockAction.Step.class::isInstance)
        .noneMatch(ClockAction.SetStatus.class::isInstance);
  }
}
