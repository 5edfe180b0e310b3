// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleFilterTest {

  private static final long SECOND = 1_000_000_000L;

  private static Sample sample(double seconds, double offset, double dispersion) {
    return new Sample(Math.round(seconds * 1e9), offset, 0.010, dispersion, 0.020, 0.005);
  }

  @Test
  void hasNothingToSayWithoutSamples() {
    assertThat(new SampleFilter(4, 16, 0, 1e-6).combined()).isEmpty();
  }

  @Test
  void takesTheMedianOfThree() {
    SampleFilter filter = new SampleFilter(4, 16, 0, 1e-6);
    filter.add(sample(1, 0.5, 1e-3));
    filter.add(sample(2, 0.1, 1e-3));
    filter.add(sample(3, 0.2, 1e-3));

    assertThat(filter.combined()).contains(sample(3, 0.2, 1e-3));
    assertThat(filter.size()).isZero();
  }

  @Test
  void averagesTheMiddleTwoOfFour() {
    SampleFilter filter = new SampleFilter(4, 16, 0, 1e-6);
    filter.add(sample(1, 9, 1e-3));
    filter.add(sample(2, 0.1, 1e-3));
    filter.add(sample(3, -9, 1e-3));
    filter.add(sample(4, 0.3, 1e-3));

    Sample combined = filter.combined().orElseThrow();

    assertThat(combined.timeNanos()).isEqualTo(3 * SECOND);
    assertThat(combined.offset()).isCloseTo(0.2, within(1e-12));
    assertThat(combined.delay()).isCloseTo(0.010, within(1e-12));
    assertThat(combined.rootDelay()).isCloseTo(0.020, within(1e-12));
    // Two samples 0.2 s apart deviate by 0.2/√2, which is all that is known of the error.
    assertThat(combined.dispersion()).isCloseTo(0.2 / Math.sqrt(2), within(1e-12));
    assertThat(combined.rootDispersion()).isCloseTo(0.2 / Math.sqrt(2), within(1e-12));
  }

  @Test
  void averagesTheShareItIsTold() {
    SampleFilter filter = new SampleFilter(10, 16, 0.6, 1e-6);
    double[] offsets = {-50, 1, 2, 3, 4, 5, 6, 7, 8, 70};
    for (int i = 0; i < 10; i++) {
      filter.add(sample(i, offsets[i], 1e-3));
    }
    // 10·0.4/2 = 2 are dropped at either end.
    assertThat(filter.combined().orElseThrow().offset()).isCloseTo(4.5, within(1e-12));
  }

  @Test
  void dropsSamplesThatAreMuchLessCertain() {
    SampleFilter filter = new SampleFilter(8, 16, 1, 1e-6);
    for (int i = 0; i < 7; i++) {
      filter.add(sample(i, i < 3 ? 1 : 0.001 * (i % 2), i < 3 ? 1.6e-3 : 1e-3));
    }
    assertThat(filter.combined().orElseThrow().offset()).isBetween(0.0, 0.001);
  }

  @Test
  void keepsLessCertainSamplesWhenTooFewRemain() {
    SampleFilter filter = new SampleFilter(8, 16, 1, 1e-6);
    for (int i = 0; i < 5; i++) {
      filter.add(sample(i, i, i < 2 ? 9e-3 : 1e-3));
    }
    // All five: one is dropped at either end whatever the ratio.
    assertThat(filter.combined().orElseThrow().offset()).isCloseTo(2, within(1e-12));
  }

  @Test
  void forgetsTheOldestBeyondItsLengthAndIgnoresWhatIsNotNewer() {
    SampleFilter filter = new SampleFilter(2, 16, 0, 1e-6);
    filter.add(sample(1, 9, 1e-3));
    filter.add(sample(2, 0.1, 1e-3));
    filter.add(sample(3, 0.3, 1e-3));
    filter.add(sample(3, 99, 1e-3));
    assertThat(filter.combined().orElseThrow().offset()).isCloseTo(0.2, within(1e-12));

    filter.add(sample(2.5, 99, 1e-3));
    assertThat(filter.combined()).isEmpty();
  }

  @Test
  void givesNothingWhenSamplesScatterTooMuch() {
    SampleFilter filter = new SampleFilter(2, 0.1, 0, 1e-6);
    filter.add(sample(1, 0, 1e-3));
    filter.add(sample(2, 1, 1e-3));
    assertThat(filter.combined()).isEmpty();
    assertThat(filter.size()).isEqualTo(2);

    filter.add(sample(3, 1.01, 1e-3));
    assertThat(filter.combined().orElseThrow().offset()).isCloseTo(1.005, within(1e-12));
  }

  @Test
  void averagesBetterThanASingleSample() {
    Random random = new Random(3);
    SampleFilter filter = new SampleFilter(16, 16, 0.6, 1e-7);
    double squares = 0;
    double claimed = 0;
    int rounds = 500;
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < 16; i++) {
        filter.add(sample(round * 16 + i, 1e-3 * random.nextGaussian(), 1e-6));
      }
      Sample combined = filter.combined().orElseThrow();
      squares += combined.offset() * combined.offset() / rounds;
      claimed += combined.dispersion() / rounds;
    }
    assertThat(Math.sqrt(squares)).isBetween(0.2e-3, 0.35e-3);
    // The spread of the middle samples alone, so less than the true error, but of its order.
    assertThat(claimed).isBetween(0.05e-3, 0.35e-3);
  }

  @Test
  void movesItsSamplesWithTheClock() {
    SampleFilter filter = new SampleFilter(2, 16, 0, 1e-6);
    filter.add(sample(1, 0.5, 1e-3));
    filter.add(sample(2, 0.5, 1e-3));
    filter.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.STEP, 2 * SECOND, 0, 0.5));

    Sample combined = filter.combined().orElseThrow();

    assertThat(combined.offset()).isCloseTo(0, within(1e-12));
    assertThat(combined.timeNanos()).isEqualTo(2 * SECOND);
  }

  @Test
  void forgetsItsSamplesAfterAnUnknownStep() {
    SampleFilter filter = new SampleFilter(2, 16, 0, 1e-6);
    filter.add(sample(100, 0.5, 1e-3));
    filter.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.UNKNOWN_STEP, 0, 0, 0));
    assertThat(filter.combined()).isEmpty();

    filter.add(sample(1, 0.5, 1e-3));
    assertThat(filter.combined()).isPresent();
  }

  @Test
  void refusesAnImpossibleLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SampleFilter(0, 16, 0, 1e-6));
    assertThatIllegalArgumentException().isThrownBy(() -> new SampleFilter(257, 16, 0, 1e-6));
  }
}
