// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Holds the estimator against the plainest way to say what it does: lists that are copied and
/// fitted from scratch.
class RegressionEstimatorPropertyTest {

  private static final int MIN_SAMPLES = 6;

  private List<Sample> older = new ArrayList<>();
  private List<Sample> used = new ArrayList<>();

  @Test
  void keepsTheSamplesThatTheRunsTestKeeps() {
    int shortened = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      older = new ArrayList<>();
      used = new ArrayList<>();
      RegressionEstimator estimator =
          new RegressionEstimator(new EstimatorOptions(MIN_SAMPLES, 0, 0, 0, 1e-6, 5e-4));
      double wander = 1e-7 * random.nextDouble();
      double frequency = 0;
      double offset = 0;
      for (int i = 0; i < 400; i++) {
        frequency += wander * random.nextGaussian();
        offset += 16 * frequency;
        Sample sample =
            new Sample(
                i * 16_000_000_000L, offset + 1e-5 * random.nextGaussian(), 0.01, 0, 0.01, 0);
        estimator.accumulate(sample);
        int before = used.size();
        add(sample);

        assertThat(estimator.estimate().samples())
            .as("seed %d, sample %d", seed, i)
            .isEqualTo(used.size());
        shortened += used.size() < before ? 1 : 0;
        if (used.size() >= 3) {
          double[] line = fit(used);
          double end = line[0] + line[1] * sample.timeNanos() * 1e-9;
          assertThat(estimator.estimate().offset()).isCloseTo(end, within(1e-9));
          assertThat(estimator.estimate().frequency()).isCloseTo(line[1], within(1e-12));
        }
      }
    }
    assertThat(shortened).isGreaterThan(100);
  }

  private void add(Sample sample) {
    used.add(sample);
    if (used.size() > 64) {
      older.add(used.removeFirst());
    }
    while (used.size() > MIN_SAMPLES && !looksLikeNoise()) {
      older.add(used.removeFirst());
    }
    older = new ArrayList<>(older.subList(Math.max(0, older.size() - used.size()), older.size()));
  }

  private boolean looksLikeNoise() {
    double[] line = fit(used);
    List<Sample> judged =
        new ArrayList<>(older.subList(Math.max(0, older.size() - used.size()), older.size()));
    judged.addAll(used);
    double[] residuals =
        judged.stream()
            .mapToDouble(s -> s.offset() - line[0] - line[1] * s.timeNanos() * 1e-9)
            .toArray();
    return RunsTest.isPassed(RunsTest.runs(residuals, 0, residuals.length), residuals.length);
  }

  /// Intercept and slope; every sample counts the same.
  private static double[] fit(List<Sample> samples) {
    double n = samples.size();
    double meanX = samples.stream().mapToDouble(s -> s.timeNanos() * 1e-9).sum() / n;
    double meanY = samples.stream().mapToDouble(Sample::offset).sum() / n;
    double xx = 0;
    double xy = 0;
    for (Sample sample : samples) {
      double x = sample.timeNanos() * 1e-9 - meanX;
      xx += x * x;
      xy += x * (sample.offset() - meanY);
    }
    return new double[] {meanY - xy / xx * meanX, xy / xx};
  }
}
