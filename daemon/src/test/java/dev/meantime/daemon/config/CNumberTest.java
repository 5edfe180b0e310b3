// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CNumberTest {

  /// As sscanf("%lf") of glibc reads them.
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "+1, 1",
    "-1.5, -1.5",
    ".5, 0.5",
    "5., 5",
    "1e-3, 1e-3",
    "1E3, 1000",
    "0x10, 16",
    "0x1.8p1, 3",
    "-0x.8, -0.5",
    "inf, Infinity",
    "-INFINITY, -Infinity",
    "1e999, Infinity",
  })
  void readsNumbersAsC(String word, double expected) {
    assertThat(CNumber.real(word)).hasValue(expected);
    assertThat(CNumber.realPrefix(word + "_")).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", ".", "+", "-", "e5", "nan", "NAN(1)", "--1"})
  void refusesWhatIsNoNumber(String word) {
    assertThat(CNumber.real(word)).isEmpty();
    assertThat(CNumber.realPrefix(word)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-5, -5", "+7, 7", "007, 7", "9223372036854775807, 9223372036854775807"})
  void readsWholeNumbers(String word, long expected) {
    assertThat(CNumber.integer(word)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1.0", "1x", "0x1", "9223372036854775808", "١"})
  void refusesWhatIsNotWholly(String word) {
    assertThat(CNumber.integer(word)).isEmpty();
  }
}
