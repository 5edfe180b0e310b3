// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.discipline.DriftFormat.Damaged;
import dev.meantime.engine.discipline.DriftFormat.Problem;
import dev.meantime.engine.discipline.DriftFormat.Read;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftFormatTest {

  @Test
  void writesWhatChronyWrites() {
    // Slow by 12.345678 ppm, which chrony calls fast by the negative.
    assertThat(DriftFormat.format(new Drift(12.345678e-6, 0.012e-6)))
        .isEqualTo("          -12.345678             0.012000\n");
    assertThat(DriftFormat.format(new Drift(0, 1)))
        .isEqualTo("            0.000000       1000000.000000\n");
  }

  @Test
  void readsWhatChronyWrote() {
    Drift drift = ((Read) DriftFormat.parse("           23.456000             0.059000\n")).drift();

    assertThat(drift.frequency()).isCloseTo(-23.456e-6, within(1e-18));
    assertThat(drift.skew()).isCloseTo(0.059e-6, within(1e-18));
  }

  @Test
  void roundTripsToTheMicroPpm() {
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      Drift drift = new Drift(random.nextGaussian() * 100e-6, random.nextDouble() * 1e-3);
      Drift read = ((Read) DriftFormat.parse(DriftFormat.format(drift))).drift();
      assertThat(read.frequency()).isCloseTo(drift.frequency(), within(0.51e-12));
      assertThat(read.skew()).isCloseTo(drift.skew(), within(0.51e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "1.0", "1.0\n\n", "a b", "1.0 b", "1,5 2", "\0\0\0\0"})
  void refusesWhatIsNotTwoNumbers(String text) {
    assertThat(DriftFormat.parse(text)).isEqualTo(new Damaged(Problem.NOT_TWO_NUMBERS));
  }

  @ParameterizedTest
  @CsvSource({
    "1e7 1, FREQUENCY_OUT_OF_RANGE",
    "NaN 1, FREQUENCY_OUT_OF_RANGE",
    "-Infinity 1, FREQUENCY_OUT_OF_RANGE",
    "1 -0.1, SKEW_OUT_OF_RANGE",
    "1 NaN, SKEW_OUT_OF_RANGE",
    "1 1e7, SKEW_OUT_OF_RANGE"
  })
  void refusesNumbersThatNoClockHas(String text, Problem problem) {
    assertThat(DriftFormat.parse(text)).isEqualTo(new Damaged(problem));
  }
}
