// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import org.junit.jupiter.api.Test;

class PollIntervalTest {

  private static final long NOW = 1_800_000_000_000_000_000L;
  private static final double NOISE = 1e-4;

  private final PollInterval poll = new PollInterval(6, 10, 8);

  /// Of a clock whose offset is known well and drifts apart by the frequency's uncertainty: after
  /// `seconds`, it is as uncertain as the interval waits for.
  private static SourceEstimate uncertainAfter(double seconds) {
    return estimate(0.9 * NOISE / seconds, NOW);
  }

  private static SourceEstimate estimate(double frequencyDeviation, long lastSampleNanos) {
    return new SourceEstimate(
        10,
        5,
        0,
        NOW,
        0,
        0,
        0,
        frequencyDeviation,
        3 * frequencyDeviation,
        NOISE,
        1e-3,
        0,
        1e-3,
        0,
        NOW,
        new Sample(lastSampleNanos, 0, 1e-3, 0, 1e-3, 0),
        0);
  }

  @Test
  void startsAtTheShortestButNotBelowASecond() {
    assertThat(poll.poll()).isEqualTo(6);
    assertThat(poll.seconds()).isEqualTo(64);
    assertThat(new PollInterval(-4, 10, 8).poll()).isEqualTo(0);
  }

  @Test
  void waitsUntilTheExpectedErrorIsNearlyThatOfASample() {
    poll.onSample(uncertainAfter(300), 1, false);

    assertThat(poll.seconds()).isBetween(300 / 1.05, 300.0);
    assertThat(poll.poll()).isEqualTo(8);
    assertThat(poll.score()).isCloseTo(0.1875, within(1e-12));
  }

  @Test
  void staysWithinWhatIsConfigured() {
    poll.onSample(uncertainAfter(1e6), 1, false);
    assertThat(poll.seconds()).isEqualTo(1024);
    poll.onSample(uncertainAfter(1), 1, false);
    assertThat(poll.seconds()).isEqualTo(64);
  }

  @Test
  void twiceThePollTargetAsksAtAQuarterOfTheError() {
    PollInterval eager = new PollInterval(4, 10, 16);
    eager.onSample(uncertainAfter(512), 1, false);
    assertThat(eager.seconds()).isBetween(128 / 1.05, 128.0);
  }

  @Test
  void sourcesThatAreCombinedShareTheWork() {
    poll.onSample(uncertainAfter(300), 4, false);
    assertThat(poll.seconds()).isBetween(600 / 1.05, 600.0);
  }

  @Test
  void asksSoonAgainAfterASampleThatNothingExplains() {
    poll.onSample(uncertainAfter(1e6), 1, false);
    poll.onSample(estimate(1e-12, NOW + 1_000_000_000L), 1, false);
    assertThat(poll.seconds()).isEqualTo(64);
  }

  @Test
  void missedAnswersLengthenItFasterUnlessTheClockFollowsThisSource() {
    for (int i = 0; i < 4; i++) {
      poll.onMissed(false);
    }
    assertThat(poll.poll()).isEqualTo(7);
    poll.onMissed(true);
    assertThat(poll.score()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void uselessAnswersLengthenItSlowly() {
    poll.onUnusable(false, false);
    assertThat(poll.score()).isCloseTo(0.02, within(1e-12));
    poll.onUnusable(true, false);
    assertThat(poll.score()).isCloseTo(0.12, within(1e-12));
  }

  @Test
  void subSecondIntervalsAreForNearSourcesOnly() {
    PollInterval fast = new PollInterval(-7, -7, 8);
    SourceEstimate estimate = uncertainAfter(1);
    fast.onSample(estimate, 1, true);
    assertThat(fast.poll()).isEqualTo(-7);
    assertThat(fast.seconds()).isEqualTo(1 / 128.0);
    fast.onSample(estimate, 1, false);
    assertThat(fast.poll()).isEqualTo(0);
    fast.onSample(estimate, 1, true);
    fast.onMissed(false);
    assertThat(fast.poll()).isEqualTo(0);
  }

  @Test
  void aLongestBelowTheShortestIsRaised() {
    PollInterval odd = new PollInterval(8, 3, 8);
    odd.onSample(uncertainAfter(1e6), 1, false);
    assertThat(odd.poll()).isEqualTo(8);
  }
}
