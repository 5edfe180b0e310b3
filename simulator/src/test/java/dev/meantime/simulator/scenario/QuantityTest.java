// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "100us, 1e-4", "0.1s, 0.1", ".5ms, 5e-4", "20000, 20000", "1.5h, 5400", "2d, 172800",
    "10min, 600", "1e-9, 1e-9", "-3ns, -3e-9", "+1., 1", "3E2ms, 0.3", "0.1us, 1e-7"
  })
  void readsTimes(String word, double seconds) {
    assertThat(Quantity.TIME.parse(word)).hasValue(seconds);
  }

  @ParameterizedTest
  @CsvSource({"40ppm, 40e-6", "1ppb, 1e-9", "1e-9, 1e-9", "0.1ppb, 1e-10"})
  void readsFrequencies(String word, double value) {
    assertThat(Quantity.FREQUENCY.parse(word)).hasValue(value);
  }

  @ParameterizedTest
  @CsvSource({"10%, 0.1", "0.25, 0.25", "0.1%, 0.001"})
  void readsShares(String word, double value) {
    assertThat(Quantity.SHARE.parse(word)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "1 s",
        "1sec",
        "1S",
        "1ppm",
        "0x10",
        "1e",
        "1e9999",
        "1d2",
        "NaN",
        "Infinity",
        "1e400",
        "--1",
        "1..2",
        "1,5",
        "1f",
        "٣s"
      })
  void refusesWhatIsNoTime(String word) {
    assertThat(Quantity.TIME.parse(word)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1e-4, 0.1ms",
    "2.5e-4, 250us",
    "0.1, 0.1s",
    "5400, 5400s",
    "0, 0s",
    "-1, -1s",
    "1e-9, 1ns"
  })
  void printsTimesShortly(double seconds, String text) {
    assertThat(Quantity.TIME.print(seconds)).isEqualTo(text);
  }

  @Test
  void printsWhatReadsBackAsTheSameNumber() {
    long seed = 20_261_122;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = (random.nextDouble() - 0.5) * StrictMath.pow(10, random.nextInt(-15, 9));
      for (Quantity quantity : Quantity.values()) {
        assertThat(quantity.parse(quantity.print(value)))
            .as("seed %d, %s", seed, quantity.print(value))
            .hasValue(value);
      }
    }
  }
}
