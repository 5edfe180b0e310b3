// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.NOW;
import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.SourceId;
import dev.meantime.wire.LeapIndicator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CombinationTest {

  private static Claim claim(TestSource source) {
    Candidate candidate = source.build();
    return Claim.of(candidate, candidate.options(), NOW, SelectionConfig.DEFAULT);
  }

  @Test
  void weighsOffsetsAndFrequenciesByInverseVariance() {
    ClockEstimate estimate =
        Combination.of(
            claim(source(1).offset(0.001).distance(0.002).frequency(10e-6, 4e-6)),
            List.of(claim(source(2).offset(0.004).distance(0.004).frequency(16e-6, 8e-6))),
            LeapIndicator.NONE,
            Optional.empty());

    assertThat(estimate.source()).isEqualTo(new SourceId(1));
    assertThat(estimate.combined()).isEqualTo(2);
    // Deviations of 100 µs, and a tenth of the distances: variances 5e-8 and 17e-8.
    assertThat(estimate.offset()).isCloseTo((17 * 0.001 + 5 * 0.004) / 22, within(1e-15));
    assertThat(estimate.offsetDeviation())
        .as("of the mean")
        .isCloseTo(1e-4 * Math.hypot(17, 5) / 22, within(1e-15));
    // Deviations 1 and 2 ppm: weights 4 to 1.
    assertThat(estimate.frequency()).isCloseTo((4 * 10e-6 + 16e-6) / 5, within(1e-18));
    assertThat(estimate.frequencyDeviation()).isCloseTo(1e-6 / Math.sqrt(1 + 0.25), within(1e-18));
    assertThat(estimate.skew()).isCloseTo(4e-6 / Math.sqrt(1 + 0.25), within(1e-18));
    double spread = Math.sqrt(1e-8 + 5 * 0.003 * 0.003 / 22);
    assertThat(estimate.rootDispersion())
        .as("covers that they disagree")
        .isCloseTo(0.002 + 3.29 * (spread - 1e-4), within(1e-15));
  }

  @Test
  void predictsEveryOffsetForTheSelectedSourcesTime() {
    Claim older = claim(source(2).offset(0.5).age(100).frequency(50e-6, 4e-6).distance(0.01));
    Claim newer = claim(source(1).offset(0.505).frequency(50e-6, 4e-6).distance(0.0104));

    ClockEstimate forwards =
        Combination.of(newer, List.of(older), LeapIndicator.NONE, Optional.empty());
    assertThat(forwards.timeNanos()).isEqualTo(NOW);
    assertThat(forwards.offset()).isCloseTo(0.505, within(1e-12));
    // The prediction over 100 s makes 100 µs and 100 · 1 ppm of its 100 µs; that hardly changes the
    // weights, which go by a tenth of the distance.
    assertThat(forwards.offsetDeviation()).isCloseTo(Math.sqrt(1e-8 + 2e-8) / 2, within(1.5e-6));

    ClockEstimate backwards =
        Combination.of(older, List.of(newer), LeapIndicator.NONE, Optional.empty());
    assertThat(backwards.timeNanos()).isEqualTo(NOW - 100_000_000_000L);
    assertThat(backwards.offset()).isCloseTo(0.5, within(1e-12));
    assertThat(backwards.offsetDeviation()).isCloseTo(forwards.offsetDeviation(), within(3e-6));
  }

  @Test
  void claimsNoMoreThanTheMajorityVouchesFor() {
    ClockEstimate estimate =
        Combination.of(
            claim(source(1).offset(0.040).distance(0.001)),
            List.of(),
            LeapIndicator.NONE,
            Optional.of(new Interval(-0.010, 0.041)));

    // The selected source may be the one that is wrong: its own distance is not enough.
    assertThat(estimate.rootDelay() / 2 + estimate.rootDispersion())
        .isCloseTo(0.050, within(1e-12));
  }

  @Test
  void survivesADistanceOfZero() {
    ClockEstimate estimate =
        Combination.of(
            claim(source(1).distance(0)),
            List.of(claim(source(2).distance(0).offset(1e-3))),
            LeapIndicator.NONE,
            Optional.empty());
    assertThat(estimate.offset()).isCloseTo(0.5e-3, within(1e-15));
  }
}
