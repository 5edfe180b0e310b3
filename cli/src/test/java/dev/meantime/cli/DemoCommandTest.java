// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {

  private static String told(String encoding, String... args) {
    Captured captured = new Captured();
    int exit = DemoCommand.run(List.of(args), captured.output(), Map.of(), encoding);
    assertThat(captured.err()).isEmpty();
    assertThat(exit).as(captured.out()).isEqualTo(Exit.OK);
    return captured.out();
  }

  @Test
  void theSameSeedTellsTheSameToTheOctet() {
    String first = told("UTF-8", "--fast");
    assertThat(told("UTF-8", "--fast", "--seed", "1")).isEqualTo(first);
    assertThat(told("UTF-8", "--fast", "--seed=2")).isNotEqualTo(first);
  }

  @Test
  void tellsTheStagesAndWhatWasSeen() {
    String text = told("UTF-8", "--fast");
    assertThat(text)
        .contains("\n    server liar.example iburst\n")
        .contains("Asked 4 servers: all of them answered.")
        .containsPattern(" 0:0\\d  Ignores liar.example, a falseticker: its time is 3\\d")
        .containsPattern(" 0:0\\d  Stepped the clock by \\+800 ms")
        .containsPattern("\nx liar.example +\\+\\d")
        .containsPattern("learnt: (39|40)\\.\\d ppm slow")
        .contains("The claim held all the time (")
        .contains("sudo ./meantime run ");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(text).doesNotContain("\033");
  }

  @Test
  void keepsToAsciiWhereTheLocaleDoes() {
    String text = told("ANSI_X3.4-1968", "--fast");
    assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    assertThat(text).contains(" us ").contains("-----").doesNotContain("?");
  }

  @Test
  void waitsForNobodyWhereNoPersonWatches() {
    assertThat(told("UTF-8")).isEqualTo(told("UTF-8", "--fast"));
  }

  @Test
  void saysSoWhenTheClaimWasWrong() {
    // With this seed the liar is believed for a second, because what the honest servers hold
    // possible has grown wide since the first burst.
    Captured captured = new Captured();
    int exit =
        DemoCommand.run(List.of("--fast", "--seed", "245"), captured.output(), Map.of(), "UTF-8");
    boolean held = captured.out().contains("The claim held all the time (");
    boolean wrong = captured.out().contains("The claim was WRONG at ");
    assertThat(held).as(captured.out()).isNotEqualTo(wrong);
    assertThat(exit).as(captured.out()).isEqualTo(held ? Exit.OK : Exit.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed -1", "--seed x", "--seed", "now", "--slow"})
  void refusesAnImpossibleCommandLine(String line) {
    Captured captured = new Captured();
    int exit = DemoCommand.run(List.of(line.split(" ", -1)), captured.output(), Map.of(), "UTF-8");
    assertThat(exit).isEqualTo(Exit.USAGE);
    assertThat(captured.err()).startsWith("meantime demo: ").contains("--help");
    assertThat(captured.out()).isEmpty();
  }
}
