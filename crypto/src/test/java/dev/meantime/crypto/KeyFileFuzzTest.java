// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
class KeyFileFuzzTest {

  private static final String[] PIECES = {
    "1",
    "2",
    "65535",
    "4294967295",
    "0",
    "-1",
    "MD5",
    "md5",
    "SHA1",
    "SHA3-512",
    "AES128",
    "AES",
    "TIGER",
    "HEX:",
    "ASCII:",
    "00112233445566778899aabbccddeeff",
    "secret",
    " ",
    " ",
    " ",
    "\t",
    "\n",
    "\n",
    "\n",
    "\r",
    "#",
    "!",
    "\u0000",
    "ÿ",
    "\u000b",
  };

  @FuzzTest
  void parsersNeverThrowAndPointIntoTheText(byte[] data) {
    check(new String(data, ISO_8859_1));
  }

  @Test
  void randomLinesNeverThrow() {
    long seed = 0x5EED0030L;
    SplittableRandom random = new SplittableRandom(seed);
    int keys = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(20); pieces > 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      try {
        keys += check(text.toString());
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed %x, step %d".formatted(seed, i), e);
      }
    }
    assertThat(keys).as("keys among the noise").isGreaterThan(1000);
  }

  private static int check(String text) {
    return check(text, KeyFile.parseChrony("keys", text)) + check(text, KeyFile.parseNtp(text));
  }

  private static int check(String text, KeyFile file) {
    String[] lines = text.split("\n", -1);
    for (KeyFile.Problem problem : file.problems()) {
      assertThat(problem.line()).isBetween(1, lines.length);
      assertThat(problem.column()).isBetween(1, lines[problem.line() - 1].length() + 1);
    }
    assertThat(file.keys()).extracting(SymmetricKey::id).doesNotHaveDuplicates();
    assertThat(file.keys()).hasSizeLessThanOrEqualTo(lines.length);
    return file.keys().size();
  }
}
