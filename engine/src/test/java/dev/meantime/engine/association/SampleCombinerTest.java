// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.estimate.Sample;
import org.junit.jupiter.api.Test;

class SampleCombinerTest {

  private static final double PRECISION = 1e-6;

  private static Sample sample(long seconds, double offset) {
    return new Sample(seconds * 1_000_000_000L, offset, 0.01, 1e-6, 0.02, 1e-3);
  }

  @Test
  void withoutFilterEachSampleCounts() {
    SampleCombiner combiner = SampleCombiner.of(0, PRECISION);
    assertThat(combiner.onGood(sample(1, 0.5))).contains(sample(1, 0.5));
    assertThat(combiner.onPollWithoutSample()).isEmpty();
  }

  @Test
  void aFilterTakesTheMedianOfItsPolls() {
    SampleCombiner combiner = SampleCombiner.of(3, PRECISION);
    assertThat(combiner.onGood(sample(1, 0.001))).isEmpty();
    assertThat(combiner.onGood(sample(2, 0.900))).isEmpty();
    assertThat(combiner.onGood(sample(3, 0.002)))
        .hasValueSatisfying(s -> assertThat(s.offset()).isCloseTo(0.002, within(1e-12)));
    assertThat(combiner.onGood(sample(4, 0.003))).as("a new group").isEmpty();
  }

  @Test
  void pollsWithoutASampleCountToo() {
    SampleCombiner combiner = SampleCombiner.of(3, PRECISION);
    combiner.onGood(sample(1, 0.001));
    assertThat(combiner.onPollWithoutSample()).isEmpty();
    assertThat(combiner.onPollWithoutSample())
        .hasValueSatisfying(s -> assertThat(s.offset()).isEqualTo(0.001));
    for (int i = 0; i < 3; i++) {
      assertThat(combiner.onPollWithoutSample()).as("nothing to combine").isEmpty();
    }
  }

  @Test
  void waitingSamplesMoveWithTheClock() {
    SampleCombiner combiner = SampleCombiner.of(2, PRECISION);
    combiner.onGood(sample(100, 5));
    combiner.onClockAdjusted(
        new ClockAdjustment(ClockAdjustment.Kind.STEP, 100_000_000_000L, 0, 5));
    assertThat(combiner.onPollWithoutSample())
        .hasValueSatisfying(s -> {
          assertThat(s.offset()).isCloseTo(0, within(1e-9));
          assertThat(s.timeNanos()).isEqualTo(105_000_000_000L);
        });
  }

  @Test
  void waitingSamplesMoveWithTheSource() {
    SampleCombiner combiner = SampleCombiner.of(2, PRECISION);
    combiner.onGood(sample(100, 5));
    combiner.onSourceAdjusted(-2);
    assertThat(combiner.onPollWithoutSample())
        .hasValueSatisfying(s -> {
          assertThat(s.offset()).isCloseTo(3, within(1e-9));
          assertThat(s.timeNanos()).isEqualTo(100_000_000_000L);
        });
    SampleCombiner.of(0, PRECISION).onSourceAdjusted(1);
  }

  @Test
  void resetBeginsANewGroup() {
    SampleCombiner combiner = SampleCombiner.of(2, PRECISION);
    combiner.onGood(sample(1, 0.001));
    combiner.reset();
    assertThat(combiner.onGood(sample(2, 0.5))).isEmpty();
    assertThat(combiner.onPollWithoutSample())
        .hasValueSatisfying(s -> assertThat(s.offset()).isEqualTo(0.5));
  }

  @Test
  void moreThan256PollsAreNotKept() {
    SampleCombiner combiner = SampleCombiner.of(1000, PRECISION);
    for (int i = 1; i < 256; i++) {
      assertThat(combiner.onGood(sample(i, 0.001))).isEmpty();
    }
    assertThat(combiner.onGood(sample(256, 0.001))).isPresent();
  }
}
