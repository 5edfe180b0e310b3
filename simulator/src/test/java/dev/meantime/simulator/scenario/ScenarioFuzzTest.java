// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.meantime.daemon.config.ConfigProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
class ScenarioFuzzTest {

  private static final int MUTANTS = 1000;

  @FuzzTest
  void anyTextIsReadOrToldWhatIsWrong(byte[] data) {
    check(new String(data, StandardCharsets.ISO_8859_1));
  }

  @Test
  void mutilatedScenariosAreReadOrToldWhatIsWrong() {
    long seed = 20_261_122;
    SplittableRandom random = new SplittableRandom(seed);
    int valid = 0;
    for (int i = 0; i < MUTANTS; i++) {
      StandardScenario[] all = StandardScenario.values();
      StringBuilder text = new StringBuilder(all[random.nextInt(all.length)].text());
      for (int change = random.nextInt(4); change >= 0; change--) {
        mutilate(text, random);
      }
      try {
        valid += check(text.toString()) ? 1 : 0;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", mutant " + i + ":\n" + text, e);
      }
    }
    assertThat(valid).isBetween(MUTANTS / 100, MUTANTS * 99 / 100);
  }

  private static void mutilate(StringBuilder text, SplittableRandom random) {
    int at = random.nextInt(text.length() - 20);
    int length = 1 + random.nextInt(10);
    switch (random.nextInt(3)) {
      case 0 -> text.delete(at, at + length);
      case 1 -> text.insert(at, text.substring(at, at + length));
      default -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
    }
  }

  /// Whether it is a valid scenario.
  private static boolean check(String text) {
    return switch (ScenarioParser.parse("f", text)) {
      case ScenarioResult.Unusable(List<ConfigProblem> problems) -> {
        assertThat(problems).anyMatch(ConfigProblem::isError);
        yield false;
      }
      case ScenarioResult.Parsed(Scenario scenario, _) -> {
        assertThat(ScenarioParser.parse("f", ScenarioText.print(scenario)))
            .isInstanceOfSatisfying(
                ScenarioResult.Parsed.class,
                again -> assertThat(again.scenario()).isEqualTo(scenario));
        yield true;
      }
    };
  }
}
