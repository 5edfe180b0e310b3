// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1e-10, 0.100 ns",
    "9.9994e-9, 9.999 ns",
    "9.9996e-9, 10.00 ns",
    "99.996e-9, 100.0 ns",
    "999.94e-9, 999.9 ns",
    "999.96e-9, 1.000 us",
    "12.346e-6, 12.35 us",
    "999.94e-6, 999.9 us",
    "999.96e-6, 1.000 ms",
    "0.25, 250.0 ms",
    "0.99996, 1.000 s",
    "1, 1.000 s",
    "59.9996, 60.00 s",
    "86400, 86400.0 s",
    "-0.0125, -12.50 ms"
  })
  void fourDigitsCount(double seconds, String text) {
    assertThat(Human.seconds(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0125, +12.50 ms", "-0.0125, -12.50 ms", "0, 0 s", "-0.0, 0 s"})
  void anOffsetHasItsSign(double seconds, String text) {
    assertThat(Human.signedSeconds(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "-2.4, -2 s",
    "119.4, 119 s",
    "120, 2 min",
    "7199, 120 min",
    "7200, 2 h",
    "172799, 48 h",
    "172800, 2 d",
    "31536000, 365 d"
  })
  void anAgeIsInTheLargestUnitThatFits(double seconds, String text) {
    assertThat(Human.age(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ppm",
    "1.55e-7, 155.0 ppb",
    "999.96e-9, 1.000 ppm",
    "-12.346e-6, -12.35 ppm",
    "999.96e-6, 0.100 %",
    "0.083333, 8.333 %"
  })
  void aFrequencyIsInPartsOfABillionOfAMillionOrOfAHundred(double value, String text) {
    assertThat(Human.frequency(value)).isEqualTo(text);
  }
}
