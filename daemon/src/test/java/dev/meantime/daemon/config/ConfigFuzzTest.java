// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
class ConfigFuzzTest {

  @FuzzTest
  void anyTextIsReadOrToldWhatIsWrong(byte[] data) {
    check(new String(data, StandardCharsets.ISO_8859_1));
  }

  /// Whether the text is a valid configuration. It may include itself as "c".
  static boolean check(String text) {
    TextFiles files = new TextFiles().withText("c", text).withText("/s/x.sources", text);
    ConfigResult result = ConfigParser.parseFile("c", files);
    for (ConfigProblem problem : result.problems()) {
      assertThat(problem.line()).isPositive();
      assertThat(problem.column()).isPositive();
    }
    SourceFiles.read(
        ConfigParser.parseArguments(List.of("sourcedir /s"), files).config().sources(), files);
    if (result.hasErrors()) {
      return false;
    }
    ConfigResult again = ConfigParser.parseArguments(result.directives(), new TextFiles());
    assertThat(again.config()).isEqualTo(result.config());
    assertThat(again.directives()).isEqualTo(result.directives());
    return true;
  }
}
