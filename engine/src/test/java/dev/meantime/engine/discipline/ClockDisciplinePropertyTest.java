// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.LeapIndicator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of random corrections, against the arithmetic of a clock that runs at one rate after
/// another.
class ClockDisciplinePropertyTest {

  private static final int OPERATIONS = 4000;

  /// An instant that was read off the cooked clock, and is told of every change.
  private static final class Kept {
    final SimulatedOscillator.Reading hardware;
    final SimulatedOscillator.Reading cooked;

    Kept(SimulatedHost host) {
      hardware = host.oscillator.hardware();
      cooked = new SimulatedOscillator.Reading(host.cookedNanos());
    }

    void adjust(ClockAdjustment adjustment) {
      double secondsBefore = cooked.nanosBeyond(adjustment.cookedNanos()) * 1e-9;
      cooked.add((secondsBefore * adjustment.frequencyChange() + adjustment.offsetChange()) * 1e9);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void remainingCorrectionIsTrueToTheNanosecond(long seed) {
    check(seed, Configs.makestep(0.9, -1));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 8, 9})
  void observedClockIsTrueToTheNanosecond(long seed) {
    check(seed, Configs.observed(DisciplineConfig.LeapMode.SYSTEM));
  }

  private static void check(long seed, DisciplineConfig config) {
    Random random = new Random(seed);
    SimulatedOscillator oscillator =
        new SimulatedOscillator(SimulatedHost.START, random.nextGaussian() * 50e-6, 0);
    SimulatedHost host = new SimulatedHost(config, oscillator).started();
    Deque<Kept> kept = new ArrayDeque<>();
    int told = host.adjustments.size();
    for (int i = 0; i < OPERATIONS; i++) {
      operate(host, random);
      for (ClockAdjustment adjustment : host.adjustments.subList(told, host.adjustments.size())) {
        kept.forEach(reading -> reading.adjust(adjustment));
      }
      told = host.adjustments.size();
      checkNow(host, kept, "seed " + seed + ", operation " + i);
      if (random.nextInt(10) == 0) {
        kept.add(new Kept(host));
      }
      if (kept.size() > 16) {
        kept.remove();
      }
    }
    assertThat(host.largestSlew).isLessThanOrEqualTo(config.maxSlewRate() + 1e-9);
    assertThat(host.events(DisciplineEvent.ExternalStep.class)).isEmpty();
    // Otherwise this test shows nothing.
    assertThat(host.adjustments).hasSizeGreaterThan(OPERATIONS / 4);
  }

  private static void operate(SimulatedHost host, Random random) {
    host.delay = random.nextInt(4) == 0 ? random.nextDouble() : 0;
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> correct(host, random.nextGaussian() * 1e-3, random);
      case 3 -> correct(host, random.nextGaussian(), random);
      case 4 -> host.perform(host.discipline.stepRemaining(host.oscillator.now()));
      case 5 -> {
        double offset = random.nextGaussian();
        host.expected.add(offset * 1e9);
        host.perform(host.discipline.correctAtOnce(host.oscillator.now(), offset, 1));
      }
      default -> {
        host.oscillator.setHardwareError(
            host.oscillator.hardwareError() + random.nextGaussian() * 1e-7);
        host.run(random.nextDouble() * 100);
      }
    }
  }

  private static void correct(SimulatedHost host, double offset, Random random) {
    host.expected.add(offset * 1e9);
    double frequency = random.nextGaussian() * 20e-6 - host.state().frequency() / 4;
    host.update(
        SimulatedHost.estimate(host.cookedNanos(), offset, frequency, 1e-6, LeapIndicator.NONE));
  }

  private static void checkNow(SimulatedHost host, Deque<Kept> kept, String when) {
    double remainingNanos = host.expected.nanosBeyond(host.oscillator.now().wallNanos());
    assertThat(host.state().remainingCorrection() * 1e9)
        .as(when)
        .isCloseTo(remainingNanos, within(1.0));
    double rate = 1 + host.state().frequency();
    for (Kept reading : kept) {
      // A clock that had always run as it does now would have shown this then.
      double age = host.oscillator.hardwareNanosSince(reading.hardware) * rate;
      double then = reading.cooked.nanosBeyond(host.cookedNanos());
      assertThat(then).as(when).isCloseTo(-age, within(5.0));
    }
  }
}
