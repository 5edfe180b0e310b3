// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HypothesisTest {

  private static final FrequencyGuess GUESS = new FrequencyGuess(0, 1e-6);
  private static final PathDelay PATH = new PathDelay(0.02, 0, 0, 1e-3, 1e-3, 1e-12);

  private final Hypothesis hypothesis =
      new Hypothesis(new JitterLaw.Constant(1e-3), new double[] {1e-10, 1e-6});

  private static Sample sample(double seconds, double offset) {
    return new Sample(Math.round(seconds * 1e9), offset, 0.02, 0, 0.02, 0);
  }

  @Test
  void countsASampleByHowMuchWorseItWasPredictedThanByTheBest() {
    hypothesis.start(sample(0, 0), PATH, GUESS);
    double best = hypothesis.take(16, sample(16, 1e-4), PATH);
    hypothesis.charge(best + 1);
    assertThat(Math.max(hypothesis.evidence(0), hypothesis.evidence(1))).isEqualTo(-1);

    hypothesis.take(16, sample(32, 1e-4), PATH);
    double before = hypothesis.evidence(0);
    hypothesis.charge(Double.MAX_VALUE);
    assertThat(hypothesis.evidence(0)).isCloseTo(0.98 * before - 12, within(1e-12));
  }

  @Test
  void noSampleCountsForMoreThanItsShare() {
    hypothesis.start(sample(0, 0), PATH, GUESS);
    for (int i = 1; i < 2000; i++) {
      hypothesis.take(16, sample(16 * i, i % 2 == 0 ? 1e9 : -1e9), PATH);
      hypothesis.charge(0);
    }
    // 12 · (1 + 0.98 + 0.98² + …)
    assertThat(hypothesis.evidence(0)).isCloseTo(-600, within(1e-6));
  }

  @Test
  void anAdjustmentMovesWhatItBeganWith() {
    SampleWindow window = new SampleWindow(2);
    Hypothesis moved = new Hypothesis(new JitterLaw.Symmetric(), new double[] {1e-9});
    window.add(sample(0, 0.5));
    moved.start(window.last(), PATH, GUESS);
    window.add(sample(10, 0.5));
    moved.take(10, window.last(), PATH);
    moved.charge(0);
    moved.absorb(window, PATH, GUESS, false);
    window.removeOldest();
    window.add(sample(20, 0.5));
    moved.take(10, window.last(), PATH);
    moved.charge(0);
    moved.adjust(0.5, 0.5, 0);
    moved.replay(movedWindow(), PATH, GUESS, true);
    assertThat(moved.filter(0).offset()).isCloseTo(0, within(1e-12));
  }

  private static SampleWindow movedWindow() {
    SampleWindow window = new SampleWindow(3);
    window.add(sample(0, 0));
    window.add(sample(10, 0));
    window.add(sample(20, 0));
    window.removeOldest();
    return window;
  }

  @Test
  void isInfinitelySurprisedWhenNoFilterIsPlausible() {
    hypothesis.start(sample(0, 0), PATH, GUESS);
    hypothesis.setWeight(0, 1e-6);
    hypothesis.setWeight(1, 1e-6);
    assertThat(hypothesis.surprise(16, sample(16, 0), PATH, 1e-3)).isInfinite();
    hypothesis.setWeight(1, 1);
    // Noise of 1 ms twice, for the sample before is as uncertain.
    assertThat(hypothesis.surprise(16, sample(16, 5e-3), PATH, 1e-3))
        .isCloseTo(5 / Math.sqrt(2), within(0.01));
  }

  @Test
  void noiseIsTheMeanOverItsSamples() {
    Hypothesis symmetric = new Hypothesis(new JitterLaw.Symmetric(), new double[] {1e-9});
    SampleWindow window = new SampleWindow(4);
    window.add(new Sample(0, 0, 0.021, 0, 0, 0));
    window.add(new Sample(1, 0, 0.023, 0, 0, 0));
    // Uniform on ±0.5 ms and ±1.5 ms.
    assertThat(symmetric.noiseVariance(window, PATH))
        .isCloseTo((0.25e-6 + 2.25e-6) / 3 / 2 + 1e-12, within(1e-12));
  }
}
