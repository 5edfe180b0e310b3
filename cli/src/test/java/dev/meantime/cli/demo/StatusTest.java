// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.select.SourceStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {

  @Test
  void saysWhomTheDaemonBelievesAndWhomNot() {
    assertThat(Status.asking(Moments.settled(60)))
        .isEqualTo(
            "Asked 4 servers 20 times, 20 usable answers: 3 agree to within 30.0 µs;"
                + " liar.example is 40.0 ms off: ignored as a falseticker.");
  }

  @Test
  void claimsNothingBeforeTheFirstUpdate() {
    Moment early = Moments.early();
    assertThat(Status.asking(early)).isEqualTo("Looks up the addresses of the servers.");
    assertThat(Status.claiming(early))
        .isEqualTo("Says: not synchronised. The truth: 800 ms behind.");
    assertThat(Status.correcting(early)).startsWith("Leaves the clock alone");
  }

  @Test
  void doesNotSayTooFewSamplesWhenNobodyAgrees() {
    Moment torn =
        Moments.with(
            Moments.early(),
            List.of(
                Moments.source("one", SourceStatus.FALSETICKER, 0.1),
                Moments.source("two", SourceStatus.FALSETICKER, -0.1)));
    assertThat(Status.correcting(torn)).isEqualTo("Leaves the clock as it is: nobody is believed.");
    assertThat(Status.asking(torn)).endsWith("none is believed yet.");
  }

  @Test
  void saysWhatIsDoneToTheClock() {
    assertThat(Status.correcting(Moments.settled(60)))
        .isEqualTo(
            "Stepped the clock by +800 ms; reckons that it runs 39.9 ppm slow, give or take"
                + " 0.20 ppm (truth: 40.0 ppm); makes up for that, and corrects another 7.00 µs.");
    assertThat(Status.claiming(Moments.settled(60)))
        .isEqualTo("Says: the clock is right to within 1.80 ms. The truth: 12.0 µs ahead.");
  }

  @Test
  void tellsTheTruthAboutAClaim() {
    ErrorHistory history = new ErrorHistory(1);
    assertThat(Status.verdict(history)).isEqualTo("No bound claimed yet.");
    history.add(1e-3, 2e-3);
    assertThat(Status.verdict(history))
        .isEqualTo("The claim held all the time (1 look): the error was 50.0 % of it at most.");
    history.add(-3e-3, 2e-3);
    assertThat(Status.verdict(history)).isEqualTo("The claim was WRONG at 1 of 2 looks.");
  }
}
