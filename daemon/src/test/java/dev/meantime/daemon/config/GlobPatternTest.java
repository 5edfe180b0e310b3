// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobPatternTest {

  /// The answers are those of bash 5.2's globbing.
  @ParameterizedTest
  @CsvSource({
    "*, a.conf, true",
    "*.conf, a.conf, true",
    "*.conf, a.config, false",
    "*.conf, .conf, false",
    ".*, .conf, true",
    "?.conf, a.conf, true",
    "?.conf, .conf, false",
    "[ab]x, bx, true",
    "[!ab]x, bx, false",
    "[^ab]x, cx, true",
    "[a-c]x, bx, true",
    "[]a]x, ]x, true",
    "[a, [a, true",
    "\\*x, *x, true",
    "\\*x, ax, false",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYbZ, false",
    "**, a, true",
  })
  void matchesAsTheShellDoes(String pattern, String name, boolean expected) {
    assertThat(GlobPattern.matches(pattern, name)).isEqualTo(expected);
  }

  @Test
  void manyStarsAreQuick() {
    assertThat(GlobPattern.matches("*a".repeat(50) + "b", "a".repeat(2000))).isFalse();
  }

  @Test
  void expandsEveryPartOfAPath() throws IOException {
    TextFiles files =
        new TextFiles().with("/x/a/1.c", "").with("/x/b/2.c", "").with("/x/b/3.d", "");
    assertThat(GlobPattern.expand("/x/*/*.c", directory -> files.list(directory, "")))
        .isEqualTo(List.of("/x/a/1.c", "/x/b/2.c"));
  }
}
