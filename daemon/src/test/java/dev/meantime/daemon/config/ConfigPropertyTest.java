// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Random configurations made of the words of the language.
class ConfigPropertyTest {

  private static final int RUNS = 5_000;

  private final long seed = new SplittableRandom().nextLong();
  private final SplittableRandom random = new SplittableRandom(seed);
  private final List<String> valid =
      DirectiveCatalogueTest.valid().filter(line -> !line.startsWith("include")).toList();
  private final List<String> words =
      Stream.concat(DirectiveCatalogueTest.valid(), DirectiveCatalogueTest.invalid())
          .flatMap(line -> Stream.of(line.split(" ")))
          .distinct()
          .toList();

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String blanks() {
    return List.of(" ", "  ", "\t", " \u000b ").get(random.nextInt(4));
  }

  @Test
  void validLinesTogetherAreReadAlikeWhenPrinted() {
    int good = 0;
    for (int i = 0; i < RUNS; i++) {
      StringBuilder text = new StringBuilder();
      for (int line = random.nextInt(8); line >= 0; line--) {
        text.append(pick(valid).replace(" ", blanks())).append('\n');
      }
      good += check(text.toString(), i) ? 1 : 0;
    }
    assertThat(good).as("seed %x", seed).isGreaterThan(RUNS / 2);
  }

  @Test
  void anyWordsAreReadOrToldWhatIsWrong() {
    int good = 0;
    for (int i = 0; i < RUNS; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(30); word >= 0; word--) {
        text.append(pick(words)).append(random.nextInt(4) == 0 ? "\n" : " ");
        if (random.nextInt(20) == 0) {
          text.append((char) random.nextInt(256));
        }
      }
      good += check(text.toString(), i) ? 1 : 0;
    }
    assertThat(good).as("seed %x", seed).isBetween(1, RUNS);
  }

  private boolean check(String text, int step) {
    try {
      return ConfigFuzzTest.check(text);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed %x, step %d: %s".formatted(seed, step, text), e);
    }
  }
}
