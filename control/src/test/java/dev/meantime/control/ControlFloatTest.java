// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlFloatTest {

  @ParameterizedTest
  @CsvSource({
    "0, 00000000",
    "1, 04800000",
    "-1, 03000000",
    "0.5, 02800000",
    "-0.5, 01000000",
    "2, 06800000",
    "3.14159, 06C90FCF",
    "-1e-6, DD79C843",
    "1e-9, C889705F",
    "100000, 24C35000",
    "-123.456, 11091687",
    "1e101, 7EFFFFFF",
    "Infinity, 7EFFFFFF",
    "-1e101, 7F000000",
    "NaN, 00000000"
  })
  void encodesAsChronyDoes(double value, String hex) {
    assertThat(String.format("%08X", ControlFloat.encode(value))).isEqualTo(hex);
  }

  @Test
  void keepsTwentyFourBits() {
    long seed = 20_261_122;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(-15, 15));
      assertThat(ControlFloat.decode(ControlFloat.encode(value)))
          .as("seed %d, value %s", seed, value)
          .isCloseTo(value, within(Math.abs(value) * 0x1p-23));
    }
  }

  @Test
  void decodesEveryPattern() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      assertThat(ControlFloat.decode(random.nextInt())).isFinite();
    }
  }
}
