// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.serve.LeapSmear;
import dev.meantime.engine.serve.LocalReference;
import dev.meantime.engine.serve.ServedTimeConfig;
import dev.meantime.engine.serve.Shaping;
import dev.meantime.engine.serve.SmoothingOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedTimeDirectivesTest {

  private static ConfigResult parse(String... lines) {
    return ConfigParser.parseFile("c", new TextFiles().with("c", lines));
  }

  private static ServedTimeConfig served(String... lines) {
    ConfigResult result = parse(lines);
    assertThat(result.problems()).isEmpty();
    return result.config().served();
  }

  private static List<String> problems(String... lines) {
    return parse(lines).problems().stream().map(ConfigProblem::toString).toList();
  }

  @Test
  void nothingIsServedUnlessAskedFor() {
    assertThat(served("port 123")).isEqualTo(ServedTimeConfig.DEFAULT);
    assertThat(served("port 123").local().enabled()).isFalse();
  }

  @Test
  void localHasItsDefaults() {
    assertThat(served("local").local()).isEqualTo(new LocalReference(true, 10, 1, false, 0, 0, 0));
    assertThat(served("local orphan").local())
        .isEqualTo(new LocalReference(true, 10, 1, true, 0, 0, 300));
    assertThat(
            served("local stratum 8 distance 0.1 orphan activate 0.5 waitsynced 3 waitunsynced 4")
                .local())
        .isEqualTo(new LocalReference(true, 8, 0.1, true, 0.5, 3, 4));
  }

  @Test
  void lastLocalCountsAsAWhole() {
    assertThat(served("local orphan stratum 5", "local").local())
        .isEqualTo(new LocalReference(true, 10, 1, false, 0, 0, 0));
  }

  @Test
  void smoothingIsInPpm() {
    assertThat(served("smoothtime 400 0.01").shaping())
        .isEqualTo(new Shaping.Smooth(new SmoothingOptions(400e-6, 0.01e-6, false)));
    assertThat(served("smoothtime 400 0.01 leaponly", "leapsecmode slew").shaping())
        .isEqualTo(new Shaping.Smooth(new SmoothingOptions(400e-6, 0.01e-6, true)));
  }

  @Test
  void smoothingWithoutAnyLimitHasNoEffectAndSaysSo() {
    assertThat(problems("smoothtime 0 0.01"))
        .containsExactly(
            "c:1:12: warning: 'smoothtime' has no effect with a limit that is not above 0 (like"
                + " 'smoothtime 400 0.01')");
    assertThat(parse("smoothtime 400 -1").config().served().shaping())
        .isEqualTo(new Shaping.None());
  }

  @Test
  void smoothingOfLeapSecondsAloneNeedsThemToBeSlewed() {
    assertThat(problems("smoothtime 400 0.001 leaponly"))
        .containsExactly(
            "c:1:1: warning: 'smoothtime ... leaponly' has no effect with leapsecmode system (add"
                + " 'leapsecmode slew')");
  }

  @Test
  void smearHasTheShapeOfPublicServersUnlessToldOtherwise() {
    assertThat(served("leapsmear", "leapsecmode slew").shaping())
        .isEqualTo(new Shaping.Smear(LeapSmear.USUAL));
    assertThat(served("leapsecmode step", "leapsmear cosine window 7200 before").shaping())
        .isEqualTo(
            new Shaping.Smear(
                new LeapSmear(LeapSmear.Shape.COSINE, 7200, LeapSmear.Position.BEFORE)));
  }

  @Test
  void smearThatCannotWorkIsAnErrorWithItsRemedy() {
    assertThat(problems("leapsmear linear"))
        .containsExactly(
            "c:1:1: error: 'leapsmear' cannot work with leapsecmode system: served time would jump"
                + " with the clock (add 'leapsecmode slew')");
    assertThat(problems("leapsmear linear", "leapsecmode ignore")).hasSize(1);
    assertThat(problems("leapsmear linear", "smoothtime 400 0.01", "leapsecmode slew"))
        .containsExactly(
            "c:2:1: error: 'smoothtime' cannot be used with 'leapsmear' (served time is either"
                + " smoothed or smeared)");
    assertThat(problems("leapsmear window 60", "leapsecmode slew"))
        .containsExactly("c:1:18: error: 60 is out of range (allowed: 2000 to 172800)");
  }
}
