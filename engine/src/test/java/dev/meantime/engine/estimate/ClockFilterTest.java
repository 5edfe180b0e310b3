// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockFilterTest {

  private static final FrequencyGuess GUESS = new FrequencyGuess(1e-5, 1e-4);

  private final Noise noise = new Noise();
  private final TruncatedNormal scratch = new TruncatedNormal();

  /// Two states, written as a book writes it: x ← F x, P ← F P Fᵀ + Q; K = P Hᵀ / (H P Hᵀ + R).
  private static final class Textbook {
    double[] x;
    double[][] p;
    final double q;

    Textbook(double measured, double r, FrequencyGuess guess, double wander) {
      x = new double[] {measured, guess.frequency()};
      p = new double[][] {{r, 0}, {0, guess.deviation() * guess.deviation()}};
      q = wander * wander;
    }

    void predict(double t) {
      double[][] f = {{1, t}, {0, 1}};
      double[][] ft = {{1, 0}, {t, 1}};
      x = new double[] {x[0] + t * x[1], x[1]};
      p = times(times(f, p), ft);
      p[0][0] += q * t * t * t / 3;
      p[0][1] += q * t * t / 2;
      p[1][0] += q * t * t / 2;
      p[1][1] += q * t;
    }

    double update(double measured, double r) {
      double s = p[0][0] + r;
      double[] k = {p[0][0] / s, p[1][0] / s};
      double innovation = measured - x[0];
      x = new double[] {x[0] + k[0] * innovation, x[1] + k[1] * innovation};
      p = times(new double[][] {{1 - k[0], 0}, {-k[1], 1}}, p);
      return -0.5 * (innovation * innovation / s + Math.log(2 * Math.PI * s));
    }

    static double[][] times(double[][] a, double[][] b) {
      double[][] c = new double[2][2];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j];
        }
      }
      return c;
    }
  }

  @Test
  void isTheTextbooksFilterForNormalNoise() {
    for (long seed = 1; seed <= 100; seed++) {
      Random random = new Random(seed);
      double wander = Math.pow(10, -10 + 4 * random.nextDouble());
      double shift = 1e-3 * random.nextGaussian();
      double deviation = Math.pow(10, -5 + 2 * random.nextDouble());
      noise.set(shift, 0, deviation * deviation);
      ClockFilter filter = new ClockFilter(wander);
      filter.start(0.5 + shift, noise, GUESS);
      Textbook book = new Textbook(0.5, deviation * deviation, GUESS, wander);
      for (int i = 0; i < 200; i++) {
        double seconds = 0.5 + 64 * random.nextDouble();
        assertThat(filter.offsetVarianceAfter(seconds)).isPositive();
        double before = filter.offsetVarianceAfter(seconds);
        filter.predict(seconds);
        book.predict(seconds);
        assertThat(filter.offsetVariance()).isEqualTo(before);
        double measured = book.x[0] + deviation * random.nextGaussian();
        double likelihood = filter.update(measured + shift, noise, scratch);
        double expected = book.update(measured, deviation * deviation);

        assertThat(likelihood).as("seed %d", seed).isCloseTo(expected, within(1e-6));
        assertThat(filter.offset()).as("seed %d", seed).isCloseTo(book.x[0], within(1e-10));
        assertThat(filter.frequency()).as("seed %d", seed).isCloseTo(book.x[1], within(1e-11));
        assertThat(filter.offsetVariance() / book.p[0][0])
            .as("seed %d", seed)
            .isCloseTo(1, within(1e-6));
        assertThat(filter.covariance() / Math.sqrt(book.p[0][0] * book.p[1][1]))
            .as("seed %d", seed)
            .isCloseTo(book.p[0][1] / Math.sqrt(book.p[0][0] * book.p[1][1]), within(1e-6));
        assertThat(filter.frequencyVariance() / book.p[1][1])
            .as("seed %d", seed)
            .isCloseTo(1, within(1e-6));
      }
    }
  }

  /// The posterior of the offset after an error that is uniform with normal noise on top, on a
  /// grid.
  @Test
  void boundedErrorsLeaveTheExactMeanAndVariance() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      double prior = 1e-4;
      double half = prior * Math.pow(10, -3 + 5 * random.nextDouble());
      double sigma = prior * Math.pow(10, -2 + 2.5 * random.nextDouble());
      double measured = half * (2 * random.nextDouble() - 1) + 2 * prior * random.nextGaussian();
      ClockFilter filter = started(prior);
      noise.set(0, half, sigma * sigma);

      double likelihood = filter.update(measured, noise, scratch);

      double[] exact = onGrid(prior, measured, half, sigma);
      String what = "seed " + seed + ", half " + half + ", sigma " + sigma;
      double deviation = Math.sqrt(exact[2]);
      assertThat(likelihood).as(what).isCloseTo(Math.log(exact[0]), within(2e-4));
      assertThat(filter.offset()).as(what).isCloseTo(exact[1], within(2e-3 * deviation));
      assertThat(filter.offsetVariance() / exact[2]).as(what).isCloseTo(1, within(2e-3));
    }
  }

  /// A filter that believes in an offset of 0, give or take `deviation`.
  private ClockFilter started(double deviation) {
    ClockFilter filter = new ClockFilter(1e-12);
    noise.set(0, 0, deviation * deviation);
    filter.start(0, noise, new FrequencyGuess(0, 1e-9));
    return filter;
  }

  private static double[] onGrid(double prior, double measured, double half, double sigma) {
    double sum = 0;
    double first = 0;
    double second = 0;
    double step = prior / 1000;
    for (int i = -10_000; i <= 10_000; i++) {
      double x = i * step;
      double likelihood =
          (TabulatedNormal.cumulative((measured - x + half) / sigma)
                  - TabulatedNormal.cumulative((measured - x - half) / sigma))
              / (2 * half);
      double weight = Math.exp(-0.5 * x * x / (prior * prior)) * likelihood;
      sum += weight;
      first += weight * x;
      second += weight * x * x;
    }
    double mean = first / sum;
    double evidence = sum * step / (prior * Math.sqrt(2 * Math.PI));
    return new double[] {evidence, mean, second / sum - mean * mean};
  }

  /// What a bounded error tells the frequency, by particles.
  @Test
  void boundedErrorsTellTheFrequencyAsMuchAsParticlesSay() {
    double deviation = 1e-4;
    double half = 2e-4;
    double sigma = 2e-5;
    ClockFilter filter = new ClockFilter(1e-12);
    noise.set(0, 0, deviation * deviation);
    filter.start(0, noise, new FrequencyGuess(0, 2e-6));
    filter.predict(100);
    noise.set(0, half, sigma * sigma);
    double measured = 5e-4;
    filter.update(measured, noise, scratch);

    Random random = new Random(5);
    double sum = 0;
    double mean = 0;
    double square = 0;
    double product = 0;
    double meanOffset = 0;
    for (int i = 0; i < 4_000_000; i++) {
      double frequency = 2e-6 * random.nextGaussian();
      double offset = deviation * random.nextGaussian() + 100 * frequency;
      double weight =
          TabulatedNormal.cumulative((measured - offset + half) / sigma)
              - TabulatedNormal.cumulative((measured - offset - half) / sigma);
      sum += weight;
      mean += weight * frequency;
      meanOffset += weight * offset;
      square += weight * frequency * frequency;
      product += weight * frequency * offset;
    }
    mean /= sum;
    meanOffset /= sum;
    assertThat(filter.frequency() / mean).isCloseTo(1, within(0.01));
    assertThat(filter.offset() / meanOffset).isCloseTo(1, within(0.01));
    assertThat(filter.frequencyVariance() / (square / sum - mean * mean))
        .isCloseTo(1, within(0.01));
    assertThat(filter.covariance() / (product / sum - mean * meanOffset))
        .isCloseTo(1, within(0.02));
  }

  @Test
  void hasNoSeamWhereABoundBecomesAPoint() {
    double total = Math.sqrt(2) * 1e-4;
    for (double measured : new double[] {0, 1e-4, -5e-4}) {
      ClockFilter wide = started(1e-4);
      ClockFilter narrow = started(1e-4);
      noise.set(0, 1.0001e-2 * total, 1e-8);
      double likelihoodWide = wide.update(measured, noise, scratch);
      noise.set(0, 0.9999e-2 * total, 1e-8);
      double likelihoodNarrow = narrow.update(measured, noise, scratch);
      assertThat(likelihoodWide).isCloseTo(likelihoodNarrow, within(1e-4));
      assertThat(wide.offset()).isCloseTo(narrow.offset(), within(1e-3 * total));
      assertThat(wide.offsetVariance() / narrow.offsetVariance()).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void variancesStayPositiveForEver() {
    double[] deviations = {1e-10, 1e-6, 1, 1e9};
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      ClockFilter filter = new ClockFilter(Math.pow(10, -12 + 6 * random.nextDouble()));
      noise.set(0, 0, 1e-20);
      filter.start(0, noise, new FrequencyGuess(0, deviations[random.nextInt(4)]));
      for (int i = 0; i < 20_000; i++) {
        filter.predict(Math.pow(10, -9 + 17 * random.nextDouble()));
        double half = random.nextInt(2) * Math.pow(10, -9 + 12 * random.nextDouble());
        noise.set(0, half, Math.pow(10, -20 + 12 * random.nextDouble()));
        double surprise = random.nextInt(100) == 0 ? 1e6 : 1;
        filter.update(filter.offset() + surprise * half * random.nextGaussian(), noise, scratch);
        double determinant =
            1
                - filter.covariance()
                    / filter.offsetVariance()
                    * (filter.covariance() / filter.frequencyVariance());
        String what = "seed " + seed + ", sample " + i;
        assertThat(filter.offset()).as(what).isFinite();
        assertThat(filter.frequency()).as(what).isFinite();
        assertThat(filter.offsetVariance()).as(what).isFinite().isPositive();
        assertThat(filter.frequencyVariance()).as(what).isFinite().isPositive();
        assertThat(determinant).as(what).isGreaterThan(-1e-12);
      }
    }
  }

  @Test
  void noTimeChangesNothing() {
    ClockFilter filter = started(1e-4);
    filter.predict(10);
    double variance = filter.frequencyVariance();
    filter.predict(0);
    assertThat(filter.frequencyVariance()).isCloseTo(variance, within(1e-12 * variance));
  }

  @Test
  void timeInTwoPartsIsTimeInOne() {
    ClockFilter parts = new ClockFilter(1e-8);
    ClockFilter whole = new ClockFilter(1e-8);
    noise.set(0, 0, 1e-10);
    parts.start(0.1, noise, GUESS);
    whole.start(0.1, noise, GUESS);
    parts.predict(30);
    parts.predict(70);
    whole.predict(100);
    assertThat(parts.offset()).isCloseTo(whole.offset(), within(1e-15));
    assertThat(parts.offsetVariance() / whole.offsetVariance()).isCloseTo(1, within(1e-12));
    assertThat(parts.covariance() / whole.covariance()).isCloseTo(1, within(1e-12));
    assertThat(parts.frequencyVariance() / whole.frequencyVariance()).isCloseTo(1, within(1e-12));
  }

  @Test
  void movesWithTheClock() {
    ClockFilter filter = started(1e-4);
    filter.predict(1000);
    double covariance = filter.covariance();
    double variance = filter.frequencyVariance();

    filter.adjust(0.25, 1e-3);

    assertThat(filter.offset()).isCloseTo(-0.25, within(1e-15));
    assertThat(filter.frequency()).isCloseTo(-1e-3 / 1.001, within(1e-15));
    assertThat(filter.covariance() / covariance).isCloseTo(1 / 1.001, within(1e-12));
    assertThat(filter.frequencyVariance() / variance).isCloseTo(1 / 1.001 / 1.001, within(1e-12));
  }
}
