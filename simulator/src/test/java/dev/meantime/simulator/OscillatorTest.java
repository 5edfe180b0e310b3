// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.simulator.OscillatorModel.Swing;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OscillatorTest {

  private static final long START = World.START;

  private static Simulation simulation(long seed) {
    return new Simulation(seed, START);
  }

  @Test
  void countsExactlyWhatItsFrequencySays() {
    Simulation simulation = simulation(1);
    Oscillator oscillator = new Oscillator(simulation, "x", OscillatorModel.of(1e-4, 0));
    for (int i = 1; i <= 1000; i++) {
      simulation.run(977.123456789);
      BigDecimal exact =
          new BigDecimal(simulation.trueNanos() - START).multiply(new BigDecimal("1e-4"));
      assertThat(oscillator.wholeNanos() + oscillator.partNanos())
          .isCloseTo(exact.doubleValue(), within(1e-3));
    }
  }

  @Test
  void theWalkBeginsAtTheStartAndTakesAStepASecond() {
    Simulation simulation = simulation(2);
    Oscillator oscillator = new Oscillator(simulation, "x", OscillatorModel.of(1e-5, 1e-8));
    RandomStream walk = RandomStream.of(2, "wander of x", 1);
    double frequency = 1e-5 + 1e-8 * walk.nextGaussian();
    double excess = 0;
    for (int i = 0; i < 1000; i++) {
      assertThat(oscillator.error()).isEqualTo(frequency);
      simulation.run(0.5);
      assertThat(oscillator.error()).isEqualTo(frequency);
      simulation.run(0.5);
      excess += frequency;
      assertThat(oscillator.excess()).isCloseTo(excess, within(1e-15 + 1e-12 * excess));
      frequency += 1e-8 * walk.nextGaussian();
    }
  }

  @Test
  void theWalkHasTheVarianceOfItsLaw() {
    int runs = 2000;
    double sum = 0;
    for (int seed = 0; seed < runs; seed++) {
      Simulation simulation = simulation(seed);
      Oscillator oscillator = new Oscillator(simulation, "x", OscillatorModel.of(0, 1e-9));
      simulation.run(99.5);
      sum += oscillator.error() * oscillator.error();
    }
    assertThat(sum / runs / 1e-18).as("100 steps").isCloseTo(100, within(12.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void lookingChangesNothing(long seed) {
    OscillatorModel model =
        OscillatorModel.of(3e-5, 1e-7)
            .withSwing(new Swing(1e-6, 5000, 1))
            .withStep(START + 1_234_567_890_123L, -2e-6);
    Simulation seen = simulation(seed);
    Simulation unseen = simulation(seed);
    Oscillator watched = new Oscillator(seen, "x", model);
    Oscillator other = new Oscillator(unseen, "x", model);
    seen.every(0.013, watched::wholeNanos);
    seen.run(5000);
    unseen.run(5000);
    assertThat(watched.wholeNanos()).isEqualTo(other.wholeNanos());
    assertThat(watched.partNanos()).isEqualTo(other.partNanos());
  }

  @Test
  void swingsWithTheTemperature() {
    Simulation simulation = simulation(4);
    Oscillator oscillator =
        new Oscillator(
            simulation,
            "x",
            OscillatorModel.PERFECT.withSwing(new Swing(1e-6, 86_400, Math.PI / 6)));
    assertThat(oscillator.error()).isCloseTo(0.5e-6, within(1e-15));
    assertThat(oscillator.excess()).isZero();
    simulation.run(86_400 / 6.0);
    assertThat(oscillator.error()).isCloseTo(1e-6, within(1e-15));
    // ∫ sin from π/6 to π/2
    assertThat(oscillator.excess())
        .isCloseTo(1e-6 * 86_400 / (2 * Math.PI) * Math.cos(Math.PI / 6), within(1e-12));
    simulation.run(86_400 * 5 / 6.0);
    assertThat(oscillator.excess()).isCloseTo(0, within(1e-12));
  }

  @Test
  void changesItsFrequencyAtItsTime() {
    Simulation simulation = simulation(5);
    OscillatorModel model =
        OscillatorModel.of(1e-5, 0)
            .withStep(simulation.nanosAt(100.25), 4e-5)
            .withStep(simulation.nanosAt(50.5), -1e-5);
    Oscillator oscillator = new Oscillator(simulation, "x", model);
    simulation.run(50);
    assertThat(oscillator.error()).isEqualTo(1e-5);
    simulation.run(1);
    assertThat(oscillator.error()).isEqualTo(0);
    simulation.run(149);
    assertThat(oscillator.error()).isEqualTo(4e-5);
    assertThat(oscillator.excess()).isCloseTo(50.5e-5 + 99.75 * 4e-5, within(1e-15));
  }

  @Test
  void twoOfThemWanderApart() {
    Simulation simulation = simulation(6);
    Oscillator one = new Oscillator(simulation, 0, 1e-9);
    Oscillator other = new Oscillator(simulation, 0, 1e-9);
    simulation.run(10);
    assertThat(one.error()).isNotEqualTo(other.error());
  }
}
