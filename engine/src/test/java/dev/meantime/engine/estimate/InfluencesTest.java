// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InfluencesTest {

  private static final FrequencyGuess GUESS = new FrequencyGuess(0, 1e-4);
  private static final PathDelay PATH = new PathDelay(0.02, 1e-5, 1e-11, 1e-3, 1e-3, 1e-12);
  private static final double WANDER = 1e-8;

  /// Normal noise of a size that follows the delay, so that the offset is linear in every sample.
  private static final JitterLaw LAW = new JitterLaw.Lopsided(0.9);

  private final Noise noise = new Noise();
  private final TruncatedNormal scratch = new TruncatedNormal();
  private final Random random = new Random(11);

  private SampleWindow window(int size) {
    SampleWindow window = new SampleWindow(64);
    double seconds = 0;
    for (int i = 0; i < size; i++) {
      seconds += 1 + 30 * random.nextDouble();
      window.add(
          new Sample(
              Math.round(seconds * 1e9),
              1e-3 * random.nextGaussian(),
              0.02 - 1e-3 * Math.log(1 - random.nextDouble()),
              0,
              0,
              0));
    }
    return window;
  }

  private ClockFilter run(SampleWindow window, int disturbed, double disturbance) {
    ClockFilter filter = new ClockFilter(WANDER);
    for (int i = 0; i < window.size(); i++) {
      Sample sample = window.get(i);
      double offset = sample.offset() + (i == disturbed ? disturbance : 0);
      LAW.interpret(sample.delay(), PATH, noise);
      if (i == 0) {
        filter.start(offset, noise, GUESS);
      } else {
        filter.predict(window.interval(i));
        filter.update(offset, noise, scratch);
      }
    }
    return filter;
  }

  private static List<Explanation.Influence> of(SampleWindow window, ClockFilter filter) {
    return Influences.of(LAW, filter, new ClockFilter(WANDER), true, WANDER, window, PATH, GUESS);
  }

  @Test
  void aWeightIsByHowMuchTheOffsetMovesWithTheSample() {
    SampleWindow window = window(30);
    ClockFilter filter = run(window, -1, 0);
    List<Explanation.Influence> influences = of(window, filter);
    double sum = 0;
    for (int i = 0; i < window.size(); i++) {
      double moved = (run(window, i, 1e-3).offset() - filter.offset()) / 1e-3;
      assertThat(influences.get(i).weight()).as("sample %d", i).isCloseTo(moved, within(1e-9));
      assertThat(influences.get(i).sample()).isEqualTo(window.get(i));
      assertThat(influences.get(i).aside()).isFalse();
      sum += influences.get(i).weight();
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(influences.stream().anyMatch(influence -> influence.weight() < 0)).isTrue();
  }

  @Test
  void aResidualIsWhatTheLineLeavesOfTheCorrectedOffset() {
    SampleWindow window = window(10);
    ClockFilter filter = run(window, -1, 0);
    List<Explanation.Influence> influences = of(window, filter);
    for (int i = 0; i < window.size(); i++) {
      LAW.interpret(window.get(i).delay(), PATH, noise);
      double age = (window.last().timeNanos() - window.get(i).timeNanos()) * 1e-9;
      double line = filter.offset() - age * filter.frequency();
      assertThat(influences.get(i).residual())
          .isCloseTo(window.get(i).offset() - noise.shift() - line, within(1e-12));
      assertThat(influences.get(i).error())
          .isCloseTo(Math.sqrt(noise.totalVariance()), within(1e-15));
    }
  }

  @Test
  void theOnlySampleIsAllThereIs() {
    SampleWindow window = window(1);
    List<Explanation.Influence> influences = of(window, run(window, -1, 0));
    assertThat(influences).hasSize(1);
    assertThat(influences.getFirst().weight()).isEqualTo(1);
    assertThat(influences.getFirst().residual()).isCloseTo(0, within(1e-15));
  }
}
