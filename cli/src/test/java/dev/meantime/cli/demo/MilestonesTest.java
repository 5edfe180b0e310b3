// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MilestonesTest {

  private final Milestones milestones = new Milestones();

  private List<String> sentences() {
    return milestones.all().stream().map(Milestones.Milestone::sentence).toList();
  }

  @Test
  void tellsEachThingOnce() {
    milestones.onMoment(Moments.early());
    milestones.onMoment(Moments.settled(5));
    milestones.onMoment(Moments.settled(6));
    assertThat(sentences())
        .containsExactly(
            "The clock is 800 ms behind and runs 40.0 ppm slow. The daemon knows neither.",
            "Asked 4 servers: all of them answered.",
            "Ignores liar.example, a falseticker: because of that.",
            "Follows ntp1.example: because of that.",
            "Stepped the clock by +800 ms. The truth now: 12.0 µs ahead.",
            "Synchronised: it says that the clock is right to within 1.80 ms.",
            "Has learnt that the clock runs 39.9 ppm slow, give or take 0.20 ppm."
                + " The truth: 40.0 ppm.");
  }

  @Test
  void marksEveryTenMinutes() {
    milestones.onMoment(Moments.settled(599));
    int before = sentences().size();
    milestones.onMoment(Moments.settled(600));
    milestones.onMoment(Moments.settled(601));
    assertThat(sentences()).hasSize(before + 1);
    assertThat(sentences().getLast()).startsWith("Says: the clock is right to within 1.80 ms.");
  }

  @Test
  void tellsWhenSynchronisationIsLost() {
    milestones.onMoment(Moments.settled(5));
    milestones.onMoment(Moments.early());
    assertThat(sentences().getLast()).isEqualTo("No longer synchronised.");
  }
}
