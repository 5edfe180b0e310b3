// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  private static final List<String> WORDS = List.of("tracking", "sources", "sourcestats", "run");

  @Test
  void guessesWhatWasMeant() {
    assertThat(Spelling.nearest("traking", WORDS)).contains("tracking");
    assertThat(Spelling.nearest("sorces", WORDS)).contains("sources");
    assertThat(Spelling.nearest("sourcest", WORDS)).contains("sourcestats");
  }

  @Test
  void doesNotGuessWildly() {
    assertThat(Spelling.nearest("makestep", WORDS)).isEmpty();
    assertThat(Spelling.nearest("", WORDS)).isEmpty();
  }
}
