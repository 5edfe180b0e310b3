// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.NOW;
import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import dev.meantime.wire.LeapIndicator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EligibilityTest {

  private static final SelectionConfig CONFIG =
      new SelectionConfig(3, 3, 1, 1, 10, 1, 1e-4, 1e-3, 1e-6, AuthenticationPolicy.REQUIRE);

  private static Claim claim(TestSource source) {
    Candidate candidate = source.build();
    SelectionOptions options =
        EffectiveOptions.of(List.of(candidate), CONFIG.authentication()).getFirst();
    return Claim.of(candidate, options, NOW, CONFIG);
  }

  private static Optional<Ruling> examine(TestSource source) {
    return Eligibility.examine(claim(source.authenticated()), CONFIG);
  }

  private static Ruling ruling(SourceStatus status, String reason) {
    return new Ruling(status, reason);
  }

  @Test
  void passesAnOrdinarySource() {
    assertThat(examine(source(1))).isEmpty();
  }

  @Test
  void saysWhoExcludedASource() {
    assertThat(examine(source(1).noselect()))
        .contains(ruling(SourceStatus.NOSELECT, "it is configured with noselect"));
    assertThat(Eligibility.examine(claim(source(1)), CONFIG))
        .contains(
            ruling(
                SourceStatus.NOSELECT,
                "it is not authenticated, which authselectmode require asks for"));
  }

  @Test
  void needsTwoSamples() {
    assertThat(examine(source(1).samples(0)))
        .contains(ruling(SourceStatus.NO_SAMPLES, "it has not given a usable sample yet"));
    assertThat(examine(source(1).samples(1)))
        .contains(
            ruling(SourceStatus.NO_SAMPLES, "it has given 1 sample, and a frequency needs 2"));
    assertThat(examine(source(1).samples(2))).isEmpty();
  }

  @Test
  void takesFewerWhereMoreAreNeverKept() {
    assertThat(examine(source(1).samples(1).deviation(4).full())).isEmpty();
  }

  @Test
  void needsASynchronisedSource() {
    assertThat(examine(source(1).leap(LeapIndicator.UNSYNCHRONISED)))
        .contains(ruling(SourceStatus.UNSYNCHRONISED, "it says that it is not synchronised"));
  }

  @Test
  void needsAStratumInRange() {
    assertThat(examine(source(1).stratum(11)))
        .contains(ruling(SourceStatus.BAD_STRATUM, "its stratum 11 is above maxstratum 10"));
    assertThat(examine(source(1).stratum(0)))
        .contains(ruling(SourceStatus.BAD_STRATUM, "its stratum 0 is below minstratum 1"));
    assertThat(examine(source(1).stratum(10))).isEmpty();
  }

  @Test
  void needsANearRoot() {
    assertThat(examine(source(1).distance(10.7)))
        .contains(
            ruling(SourceStatus.TOO_FAR, "its root distance of 10.7 s exceeds maxdistance 3 s"));
    assertThat(examine(source(1).distance(3))).isEmpty();
    assertThat(examine(source(1).distance(Double.NaN)).map(Ruling::status))
        .contains(SourceStatus.TOO_FAR);
    assertThat(examine(source(1).distance(-1)).map(Ruling::status)).contains(SourceStatus.TOO_FAR);
  }

  @Test
  void needsSteadySamples() {
    assertThat(examine(source(1).deviation(1.5)))
        .contains(
            ruling(SourceStatus.JITTERY, "its standard deviation of 1.5 s exceeds maxjitter 1 s"));
  }

  @Test
  void rootDistanceGrowsWithTheUncertaintyAndBeyondTheSpanWithTheClocksWander() {
    Claim claim = claim(source(1).age(1000).span(600).distance(0.010).frequency(20e-6, 2e-6));

    // 10 ms hold 3.29 · 100 µs; after 1000 s at a deviation of 0.5 ppm that has become more, and
    // there are (2 · 1000 s − 1600 s) · 1 ppm on top.
    double grown = 0.010 + 3.29 * (Math.hypot(1e-4, 1000 * 0.5e-6) - 1e-4);
    assertThat(claim.distance()).isCloseTo(grown + 0.0004, within(1e-12));
    assertThat(claim.interval().low()).isCloseTo(0.020 - claim.distance(), within(1e-12));
    assertThat(claim.interval().high()).isCloseTo(0.020 + claim.distance(), within(1e-12));
    assertThat(claim(source(1).age(100).span(600).frequency(0, 1e-6)).distance())
        .isCloseTo(0.010 + 3.29 * (Math.hypot(1e-4, 100 * 0.25e-6) - 1e-4), within(1e-12));
  }

  @Test
  void anUnreachableSourceIsUsedUntilReachableOnesAreNewer() {
    TestSource silent = source(1).age(500).reach(0, 8, 12).maxUnreachable(20);

    assertThat(Eligibility.examineSilence(claim(silent), 600, 16)).isEmpty();
    assertThat(Eligibility.examineSilence(claim(silent), 400, 16))
        .contains(
            ruling(
                SourceStatus.STALE,
                "it is unreachable and its newest sample is 500 s old, older than any that"
                    + " reachable sources are judged by (400 s)"));
    assertThat(Eligibility.examineSilence(claim(silent), 0, 16))
        .contains(
            ruling(
                SourceStatus.STALE,
                "it is unreachable and its newest sample is 500 s old, and no eligible source is"
                    + " reachable"));
    assertThat(Eligibility.examineSilence(claim(silent.maxUnreachable(11)), 600, 16))
        .contains(
            ruling(
                SourceStatus.STALE,
                "it has been unreachable for 12 polls, more than maxunreach 11"));
    assertThat(Eligibility.examineSilence(claim(silent.reach(1, 8, 0)), 400, 16)).isEmpty();
  }

  @Test
  void anIslandHasNoTime() {
    assertThat(Eligibility.examineSilence(claim(source(1).stratum(16)), 0, 16).map(Ruling::status))
        .contains(SourceStatus.ORPHAN);
  }
}
