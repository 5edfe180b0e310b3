// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @Test
  void roundsTheBinaryValueNotItsShortestText() {
    assertThat(Numbers.fixed(0.125, 2)).isEqualTo("0.12");
    assertThat(Numbers.fixed(0.375, 2)).isEqualTo("0.38");
    assertThat(Numbers.fixed(1.005, 2)).isEqualTo("1.00");
    assertThat(Numbers.fixed(2.5, 0)).isEqualTo("2");
  }

  @Test
  void roundsAsBigDecimalDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      int decimals = random.nextInt(12);
      double value = number(random, decimals);
      String exact =
          new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).abs().toPlainString();
      assertThat(Numbers.fixed(value, decimals))
          .as("%s with %s decimals, seed %s", value, decimals, seed)
          .isEqualTo(value < 0 ? "-" + exact : exact);
    }
  }

  /// Of any size, and every other time one of those nearest to a tie.
  private static double number(Random random, int decimals) {
    double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-40, 70));
    if (random.nextBoolean()) {
      double scale = Math.pow(10, decimals);
      value = (Math.rint(random.nextDouble() * 1e6) + 0.5) / scale;
      value += Math.ulp(value) * random.nextInt(-1, 2);
    }
    return value;
  }

  @Test
  void keepsTheSignOfWhatRoundsToZero() {
    assertThat(Numbers.fixed(-1e-12, 9)).isEqualTo("-0.000000000");
    assertThat(Numbers.signed(0, 3)).isEqualTo("+0.000");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "0, \"   0\"",
        "1199, 1199",
        "1200, \" 20m\"",
        "35999, 599m",
        "36000, \" 10h\"",
        "345599, \" 95h\"",
        "345600, \"  4d\"",
        "86400000, \"  2y\"",
        "4294967295, \"   -\""
      })
  void changesTheUnitOfIntervals(long seconds, String text) {
    assertThat(Numbers.interval(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "0, \"   +0ns\"",
        "-1.5e-9, \"   -2ns\"",
        "9.9994e-6, \"+9999ns\"",
        "9.9996e-6, \"  +10us\"",
        "-0.0123, \"  -12ms\"",
        "12.34, \" +12.3s\"",
        "-1000, \" -1000s\"",
        "100000, \" +1667m\"",
        "1e7, \" +2778h\"",
        "1e9, \"+11574d\"",
        "1e11, \" +3171y\""
      })
  void changesTheUnitOfOffsets(double seconds, String text) {
    assertThat(Numbers.signedOffset(seconds)).isEqualTo(text);
    assertThat(Numbers.offset(seconds)).isEqualTo(Numbers.offset(-seconds)).doesNotContain("-");
  }

  @Test
  void dropsTheDecimalsOfLargeFrequencies() {
    assertThat(Numbers.signedFrequency(-12.3456)).isEqualTo("   -12.346");
    assertThat(Numbers.frequency(123_456.7)).isEqualTo("    123457");
  }
}
