// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  private static final int DRAWS = 200_000;

  /// Mean of the draws' powers.
  private static double moment(DoubleSupplier draw, int power) {
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += Math.pow(draw.getAsDouble(), power);
    }
    return sum / DRAWS;
  }

  @Test
  void drawsTheBitsOfSplitMix64() {
    // The JDK's generator of that name, whose state begins at its seed, is the oracle.
    RandomStream ours = new RandomStream(42);
    SplittableRandom jdk = new SplittableRandom(new SplittableRandom(42).nextLong());
    for (int i = 0; i < 1000; i++) {
      assertThat(ours.nextLong()).as("draw %d", i).isEqualTo(jdk.nextLong());
    }
  }

  @Test
  void normalNumbersHaveTheMomentsOfTheirLaw() {
    RandomStream random = new RandomStream(1);
    assertThat(moment(random::nextGaussian, 1)).isCloseTo(0, within(0.01));
    assertThat(moment(random::nextGaussian, 2)).isCloseTo(1, within(0.015));
    assertThat(moment(random::nextGaussian, 3)).isCloseTo(0, within(0.04));
    assertThat(moment(random::nextGaussian, 4)).isCloseTo(3, within(0.1));
  }

  @Test
  void exponentialNumbersHaveTheMomentsOfTheirLaw() {
    RandomStream random = new RandomStream(2);
    assertThat(moment(random::nextExponential, 1)).isCloseTo(1, within(0.01));
    assertThat(moment(random::nextExponential, 2)).isCloseTo(2, within(0.05));
    assertThat(moment(random::nextExponential, 3)).isCloseTo(6, within(0.4));
  }

  @Test
  void theFirstNumbersStayWhatTheyAre() {
    // Computed by another program in another language. A change here changes every result that was
    // ever printed with its seed.
    RandomStream random = RandomStream.of(7, "wander of host", 1);
    assertThat(random.nextLong()).isEqualTo(-3795389774524679039L);
    assertThat(random.nextGaussian()).isEqualTo(0.5104453817640747);
    assertThat(random.nextExponential()).isEqualTo(0.01297912614130412);
  }

  @Test
  void purposesSeedsAndOccurrencesHaveStreamsOfTheirOwn() {
    assertThat(
            java.util.stream.Stream.of(
                    RandomStream.of(1, "a", 1),
                    RandomStream.of(1, "a", 2),
                    RandomStream.of(1, "b", 1),
                    RandomStream.of(2, "a", 1))
                .map(RandomStream::nextLong))
        .doesNotHaveDuplicates();
  }
}
