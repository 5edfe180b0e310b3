// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TruncatedNormalTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /// Largest relative error of probability and variance, and of the mean in standard deviations of
  /// what remains.
  private static final double ACCURACY = 2e-5;

  private final TruncatedNormal normal = new TruncatedNormal();

  @Test
  void agreesWithNumericalIntegration() {
    double[] ends = {0, 1e-4, 0.03, 0.5, 1, 1.7, 2.9, 3, 3.1, 5, 6, 6.1, 8.9, 9, 15, 40, 1e3, 1e6};
    double[] lengths = {1e-9, 1e-5, 1e-3, 0.02, 0.1, 0.24, 0.26, 0.7, 1, 2, 5, 9, 30, 1e5};
    for (double end : ends) {
      for (double length : lengths) {
        check(end, end + length);
        check(-end, -end + length);
        check(-end - length, -end);
      }
    }
  }

  @Test
  void agreesWithNumericalIntegrationAnywhere() {
    for (long seed = 1; seed <= 2000; seed++) {
      Random random = new Random(seed);
      double middle = 10 * random.nextGaussian();
      double half = Math.pow(10, -6 + 8 * random.nextDouble());
      check(middle - half, middle + half);
    }
  }

  @Test
  void knowsIntervalsWithoutAnEnd() {
    normal.set(-INFINITY, INFINITY);
    assertThat(normal.logProbability()).isCloseTo(0, within(1e-9));
    assertThat(normal.mean()).isCloseTo(0, within(1e-9));
    assertThat(normal.variance()).isCloseTo(1, within(1e-9));

    normal.set(0, INFINITY);
    assertThat(Math.exp(normal.logProbability())).isCloseTo(0.5, within(1e-9));
    assertThat(normal.mean()).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-9));
    assertThat(normal.variance()).isCloseTo(1 - 2 / Math.PI, within(1e-8));

    // Φ(−1.959964) and Φ(−8).
    normal.set(1.959963984540054, INFINITY);
    assertThat(Math.exp(normal.logProbability())).isCloseTo(0.025, within(1e-9));
    normal.set(-INFINITY, -8);
    assertThat(Math.exp(normal.logProbability()) / 6.22096057427178e-16).isCloseTo(1, within(1e-9));
    assertThat(normal.mean()).isBetween(-8.13, -8.12);
  }

  @Test
  void isNeverWiderThanItsIntervalNorThanTheWholeDistribution() {
    for (long seed = 1; seed <= 20_000; seed++) {
      Random random = new Random(seed);
      double low = random.nextGaussian() * Math.pow(10, -10 + 30 * random.nextDouble());
      double high = low + Math.pow(10, -30 + 50 * random.nextDouble());
      checkSane(low, high);
      checkSane(-high, -low);
      checkSane(low, INFINITY);
      checkSane(-INFINITY, high);
    }
  }

  @Test
  void survivesEndsThatRoundingMakesEqual() {
    for (double x : new double[] {0, Double.MIN_VALUE, 1, 7, 1e15, 1e20, 1e150}) {
      checkSane(x, x);
      checkSane(-x, -x);
      assertThat(normal.mean()).as("at %s", x).isCloseTo(-x, within(1e-14 * x + 1e-300));
    }
  }

  private void checkSane(double low, double high) {
    normal.set(low, high);
    String what = "[" + low + ", " + high + "]";
    assertThat(normal.logProbability()).as(what).isFinite().isLessThanOrEqualTo(1e-9);
    double slack = 1e-9 + 4 * Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
    if (Double.isInfinite(high - low)) {
      slack = 1e-9 + 4 * Math.ulp(Double.isInfinite(high) ? low : high);
    }
    assertThat(normal.mean()).as(what).isFinite().isBetween(low - slack, high + slack);
    double length = Math.max(high - low, Math.ulp(low));
    assertThat(normal.variance())
        .as(what)
        .isBetween(0.0, Math.min(1, length * length / 12) * (1 + 1e-6));
  }

  private void check(double low, double high) {
    normal.set(low, high);
    double[] exact = integrate(low, high);
    String what = "[" + low + ", " + high + "]";
    assertThat(normal.logProbability())
        .as("probability of %s", what)
        .isCloseTo(exact[0], within(ACCURACY + 1e-15 * Math.abs(exact[0])));
    double deviation = Math.sqrt(exact[2]);
    double rounding = 4 * Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
    assertThat(normal.mean())
        .as("mean of %s", what)
        .isCloseTo(exact[1], within(ACCURACY * deviation + rounding));
    assertThat(normal.variance() / exact[2])
        .as("variance of %s", what)
        .isCloseTo(1, within(ACCURACY));
  }

  /// Log-probability, mean and variance by Simpson's rule, from the end that is nearest to 0.
  private static double[] integrate(double low, double high) {
    if (low + high < 0) {
      double[] mirrored = integrate(-high, -low);
      return new double[] {mirrored[0], -mirrored[1], mirrored[2]};
    }
    double start = Math.max(low, 0);
    // Where the density has fallen by e⁻⁴⁵ from its largest value.
    double right = Math.min(high - start, (90 / (start + Math.sqrt(start * start + 90))));
    double left = Math.max(low - start, -10);
    int steps = 4000;
    double step = (right - left) / steps;
    double sum = 0;
    double first = 0;
    for (int i = 0; i <= steps; i++) {
      double t = left + i * step;
      double weight = simpson(i, steps) * Math.exp(-t * (start + t / 2));
      sum += weight;
      first += weight * t;
    }
    double mean = first / sum;
    double second = 0;
    for (int i = 0; i <= steps; i++) {
      double t = left + i * step;
      second += simpson(i, steps) * Math.exp(-t * (start + t / 2)) * (t - mean) * (t - mean);
    }
    double log = Math.log(sum * step / 3) - start * start / 2 - Math.log(2 * Math.PI) / 2;
    return new double[] {log, start + mean, second / sum};
  }

  private static double simpson(int i, int steps) {
    return i == 0 || i == steps ? 1 : 2 + 2 * (i % 2);
  }
}
