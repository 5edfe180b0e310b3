// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PollIntervalTest {

  private final PollInterval poll = new PollInterval(6, 10, 8);

  @Test
  void startsAtTheShortestButNotBelowASecond() {
    assertThat(poll.poll()).isEqualTo(6);
    assertThat(poll.seconds()).isEqualTo(64);
    assertThat(new PollInterval(-4, 10, 8).poll()).isEqualTo(0);
  }

  @Test
  void growsWhenMoreSamplesThanTheTargetFitALine() {
    poll.onSample(0.001, 0.010, 16, false);
    assertThat(poll.score()).isCloseTo(1.0 / 8, within(1e-12));
    for (int i = 0; i < 7; i++) {
      poll.onSample(0.001, 0.010, 16, false);
    }
    assertThat(poll.poll()).isEqualTo(7);
    assertThat(poll.score()).isCloseTo(0, within(1e-12));
  }

  @Test
  void shrinksTwiceAsFastWithFewerSamplesThanTheTarget() {
    poll.onSample(0, 1, 72, false); // exactly one step up
    assertThat(poll.poll()).isEqualTo(7);
    poll.onSample(0, 1, 4, false); // 2 · (4/8 − 1)/8 = −1/8
    assertThat(poll.poll()).isEqualTo(6);
    assertThat(poll.score()).isCloseTo(1 - 1.0 / 8, within(1e-12));
  }

  @Test
  void shrinksAtOnceByTheLogarithmOfAnUnexplainedError() {
    for (int i = 0; i < 40; i++) {
      poll.onSample(0, 1, 64, false);
    }
    assertThat(poll.poll()).isEqualTo(10);
    assertThat(poll.score()).isEqualTo(1);
    poll.onSample(0.040, 0.010, 64, false); // −2
    assertThat(poll.poll()).isEqualTo(8);
    assertThat(poll.score()).isCloseTo(1, within(1e-12));
    poll.onSample(1e9, 1e-9, 64, false);
    assertThat(poll.poll()).isEqualTo(6);
    assertThat(poll.score()).isZero();
  }

  @Test
  void anInfiniteErrorRatioIsTheShortestInterval() {
    poll.onSample(1, 0, 8, false);
    assertThat(poll.poll()).isEqualTo(6);
    assertThat(poll.score()).isZero();
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
    fast.onSample(0, 1, 1, true);
    assertThat(fast.poll()).isEqualTo(-7);
    assertThat(fast.seconds()).isEqualTo(1 / 128.0);
    fast.onSample(0, 1, 1, false);
    assertThat(fast.poll()).isEqualTo(0);
    fast.onSample(0, 1, 1, true);
    fast.onMissed(false);
    assertThat(fast.poll()).isEqualTo(0);
  }

  @Test
  void aLongestBelowTheShortestIsRaised() {
    PollInterval odd = new PollInterval(8, 3, 8);
    odd.onSample(0, 1, 64, false);
    assertThat(odd.poll()).isEqualTo(8);
  }
}
