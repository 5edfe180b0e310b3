// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private final Captured captured = new Captured();

  @Test
  void listsEveryCommandOnOneLine() {
    assertThat(run()).isEqualTo(Exit.OK);
    for (Subcommand command : Subcommand.values()) {
      assertThat(
              captured.out().lines().filter(line -> line.startsWith("  " + command.word() + " ")))
          .singleElement()
          .satisfies(line -> assertThat(line).endsWith(command.summary()));
    }
    assertThat(captured.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void guessesAMistypedCommand() {
    assertThat(run("traking")).isEqualTo(Exit.USAGE);
    assertThat(captured.err())
        .isEqualTo("meantime: no command 'traking'; did you mean 'tracking'?\n");
    assertThat(captured.out()).isEmpty();
  }

  @Test
  void saysWhereTheCommandsAreListed() {
    assertThat(run("frobnicate")).isEqualTo(Exit.USAGE);
    assertThat(captured.err()).contains("'meantime --help' lists them");
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("--version")).isEqualTo(Exit.OK);
    assertThat(captured.out()).startsWith("meantime ");
  }

  @ParameterizedTest
  @EnumSource(Subcommand.class)
  void everyCommandExplainsItself(Subcommand command) {
    assertThat(run(command.word(), "--help")).isEqualTo(Exit.OK);
    assertThat(captured.out()).startsWith("Usage: meantime " + command.word());
    assertThat(captured.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tracking --frobnicate",
        "tracking -v",
        "tracking extra",
        "sources -c --json",
        "sources -p 0",
        "sources -p x",
        "activity --watch 0",
        "activity --watch nan"
      })
  void refusesAnImpossibleCommandLine(String line) {
    assertThat(run(line.split(" ", -1))).isEqualTo(Exit.USAGE);
    assertThat(captured.err())
        .startsWith("meantime " + line.split(" ", -1)[0] + ": ")
        .contains("--help");
    assertThat(captured.out()).isEmpty();
  }

  @Test
  void triesNoSocketThatIsNotThere() {
    assertThat(run("activity", "-h", "/nonexistent/chronyd.sock")).isEqualTo(Exit.FAILED);
    assertThat(captured.out()).isEqualTo("506 Cannot talk to daemon\n");
  }

  private int run(String... args) {
    return Main.run(List.of(args), captured.output());
  }
}
