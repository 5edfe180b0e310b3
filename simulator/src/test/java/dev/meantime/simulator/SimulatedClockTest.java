// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.KernelClock.Control;
import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.KernelClockStatus.LeapSecond;
import dev.meantime.wire.LeapIndicator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedClockTest {

  private static final long SECOND = 1_000_000_000L;

  /// 2026-07-01T00:00:00Z.
  private static final long JULY = 1_782_864_000L * SECOND;

  private final Simulation simulation = new Simulation(1, JULY - 10 * SECOND);

  private SimulatedClock clock(OscillatorModel model, double error) {
    return new SimulatedClock(
        simulation, new Oscillator(simulation, "x", model), error, new Control.Granted());
  }

  private static KernelClockStatus claim(double maximumError, LeapSecond leap) {
    return new KernelClockStatus(true, maximumError, 1e-6, leap);
  }

  @Test
  void roundsFrequenciesAsLinuxDoes() throws ClockException {
    SimulatedClock clock = clock(OscillatorModel.PERFECT, 0);
    double unit = 1e-6 / 65_536;
    assertThat(clock.setFrequency(10.4 * unit)).isCloseTo(10 * unit, within(1e-16));
    assertThat(clock.setFrequency(0.012_345_678)).isCloseTo(0.012_345_678, within(unit / 2));
    assertThat(clock.setFrequency(7)).isCloseTo(0.1, within(1e-15));
    assertThat(KernelFrequency.nearest(-0.000_149))
        .isEqualTo(new KernelFrequency(9_999, -3_211_264));
    assertThat(clock.read().frequency()).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void runsAtTheProductOfHardwareAndCorrection() throws ClockException {
    SimulatedClock clock = clock(OscillatorModel.of(50e-6, 0), 0.25);
    assertThat(clock.error()).isCloseTo(0.25, within(1e-9));
    double correction = clock.setFrequency(-0.05);
    assertThat(clock.frequencyError()).isCloseTo(1.00005 * (1 + correction) - 1, within(1e-15));
    simulation.run(1000);
    assertThat(clock.error())
        .isCloseTo(0.25 + 1000 * (1.00005 * (1 + correction) - 1), within(1e-9));
  }

  @Test
  void stepsAndKeepsARecordOfWhatWasDoneToIt() throws ClockException {
    SimulatedClock clock = clock(OscillatorModel.PERFECT, 0);
    long monotonic = clock.monotonic();
    clock.wallClock().step(-1.5);
    assertThat(clock.error()).isEqualTo(-1.5);
    assertThat(clock.monotonic()).isEqualTo(monotonic);
    clock.disturb(3);
    clock.disturbFrequency(1e-6);
    assertThat(clock.error()).isEqualTo(1.5);
    assertThat(clock.steps()).containsExactly(-1.5);
    assertThat(clock.writes()).containsExactly(new ClockWrite.Step(simulation.trueNanos(), -1.5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neverGoesBack(long seed) throws ClockException {
    Random random = new Random(seed);
    OscillatorModel model = OscillatorModel.of(-0.01, 1e-4).withReadingNoise(1e-8);
    SimulatedClock clock = clock(model, 0);
    long wall = clock.reading();
    long monotonic = clock.monotonic();
    for (int i = 0; i < 100_000; i++) {
      simulation.run(random.nextInt(4) == 0 ? random.nextDouble() : random.nextInt(4) * 1e-9);
      if (random.nextInt(10) == 0) {
        clock.setFrequency(random.nextDouble() * 0.2 - 0.1);
      }
      assertThat(clock.reading()).as("seed %d, turn %d", seed, i).isGreaterThanOrEqualTo(wall);
      assertThat(clock.monotonic()).isGreaterThanOrEqualTo(monotonic);
      wall = clock.reading();
      monotonic = clock.monotonic();
    }
  }

  @Test
  void readingsAreNoisyAndTheTruthIsNot() {
    SimulatedClock clock = clock(OscillatorModel.PERFECT.withReadingNoise(1e-6), 0);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      simulation.run(1);
      double noise = (clock.reading() - simulation.utcNanos()) * 1e-9;
      sum += noise * noise;
      assertThat(clock.error()).isZero();
    }
    assertThat(Math.sqrt(sum / 10_000)).isCloseTo(1e-6, within(3e-8));
  }

  @Test
  void theMaximumErrorGrowsUntilNobodyBelievesIt() throws ClockException {
    SimulatedClock clock = clock(OscillatorModel.PERFECT, 0);
    assertThat(clock.read().status())
        .isEqualTo(new KernelClockStatus(false, 16, 16, LeapSecond.NONE));
    clock.setStatus(claim(0.5, LeapSecond.NONE));
    simulation.run(100.5);
    assertThat(clock.read().status().maximumError()).isCloseTo(0.55, within(1e-12));
    assertThat(clock.read().status().estimatedError()).isEqualTo(1e-6);
    simulation.run(30_890);
    assertThat(clock.read().status().synchronised()).isTrue();
    simulation.run(10);
    assertThat(clock.read().status().synchronised()).isFalse();
    assertThat(clock.read().status().maximumError()).isEqualTo(16);
  }

  @Test
  void aStepTakesTheClaimsBack() throws ClockException {
    SimulatedClock clock = clock(OscillatorModel.PERFECT, 0);
    clock.setStatus(claim(0.5, LeapSecond.INSERT));
    clock.wallClock().step(1);
    assertThat(clock.read().status())
        .isEqualTo(new KernelClockStatus(false, 16, 16, LeapSecond.INSERT));
  }

  @Test
  void insertsTheLeapSecondAtItsOwnMidnight() throws ClockException {
    SimulatedClock clock = clock(OscillatorModel.PERFECT, 2);
    simulation.leapSecond(JULY, LeapIndicator.INSERT);
    clock.setStatus(claim(0.5, LeapSecond.INSERT));
    simulation.run(7.5);
    assertThat(clock.error()).isEqualTo(2);
    simulation.run(1);
    assertThat(clock.error()).isEqualTo(1);
    assertThat(clock.read().tai()).isEqualTo(1);
    simulation.run(2);
    assertThat(clock.error()).isEqualTo(2);
    assertThat(clock.steps()).isEmpty();
    simulation.run(200_000);
    assertThat(clock.error()).as("once only while it stays announced").isEqualTo(2);
  }

  @Test
  void deletesTheLeapSecondAtItsOwnMidnight() throws ClockException {
    SimulatedClock clock = clock(OscillatorModel.PERFECT, 0);
    clock.setStatus(claim(0.5, LeapSecond.DELETE));
    simulation.run(8.999);
    assertThat(clock.error()).isZero();
    long before = clock.monotonic();
    simulation.run(0.001);
    assertThat(clock.error()).isEqualTo(1);
    assertThat(clock.reading()).isEqualTo(JULY);
    assertThat(clock.monotonic() - before).isEqualTo(1_000_000);
  }

  @Test
  void doesNotLeapWhenTheAnnouncementIsTakenBack() throws ClockException {
    SimulatedClock clock = clock(OscillatorModel.PERFECT, 0);
    clock.setStatus(claim(0.5, LeapSecond.INSERT));
    simulation.run(5);
    clock.setStatus(claim(0.5, LeapSecond.NONE));
    simulation.run(100);
    assertThat(clock.error()).isZero();
  }

  @Test
  void refusesWithoutThePrivilege() {
    SimulatedClock clock =
        new SimulatedClock(
            simulation, Oscillator.perfect(simulation), 0, new Control.Denied("no CAP_SYS_TIME"));
    assertThatThrownBy(() -> clock.setFrequency(0)).isInstanceOf(ClockException.class);
    assertThatThrownBy(() -> clock.wallClock().step(1)).isInstanceOf(ClockException.class);
    assertThatThrownBy(() -> clock.setStatus(claim(1, LeapSecond.NONE)))
        .isInstanceOf(ClockException.class);
    assertThat(clock.writes()).isEmpty();
  }
}
