// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sampled laws against their formulas.
class JitterTest {

  private static final int DRAWS = 200_000;

  /// Sorted.
  private static double[] draws(Jitter jitter, double base) {
    RandomStream random = new RandomStream(11);
    double[] values = new double[DRAWS];
    Arrays.setAll(values, i -> jitter.draw(i, base, random));
    Arrays.sort(values);
    return values;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) (share * sorted.length)];
  }

  @Test
  void exponential() {
    double[] values = draws(new Jitter.Exponential(1e-3), 0);
    assertThat(values[0]).isNotNegative();
    assertThat(mean(values)).isCloseTo(1e-3, within(1e-5));
    assertThat(variance(values)).isCloseTo(1e-6, within(3e-8));
    assertThat(quantile(values, 0.5)).isCloseTo(1e-3 * Math.log(2), within(1e-5));
    assertThat(quantile(values, 0.99)).isCloseTo(1e-3 * Math.log(100), within(1e-4));
  }

  @Test
  void normalFarFromZero() {
    double[] values = draws(new Jitter.Normal(1e-3), 0.1);
    assertThat(mean(values)).isCloseTo(0, within(1e-5));
    assertThat(variance(values)).isCloseTo(1e-6, within(2e-8));
    assertThat(quantile(values, 0.8413)).isCloseTo(1e-3, within(2e-5));
    assertThat(quantile(values, 0.0228)).isCloseTo(-2e-3, within(4e-5));
  }

  @Test
  void normalIsTruncatedWhereThePacketWouldArriveBeforeItLeft() {
    double[] half = draws(new Jitter.Normal(1e-3), 0);
    assertThat(half[0]).isNotNegative();
    assertThat(mean(half)).as("of the half-normal law").isCloseTo(797.9e-6, within(5e-6));
    double[] some = draws(new Jitter.Normal(1e-3), 1e-3);
    assertThat(some[0]).isBetween(-1e-3, -0.99e-3);
    // φ(1) / Φ(1)
    assertThat(mean(some)).isCloseTo(287.6e-6, within(5e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.5, 40})
  void gamma(double shape) {
    double[] values = draws(new Jitter.Gamma(shape, 2e-3), 0);
    assertThat(values[0]).isNotNegative();
    assertThat(mean(values)).isCloseTo(2e-3, within(2e-5));
    double variance = 4e-6 / shape;
    assertThat(variance(values)).isCloseTo(variance, within(0.05 * variance));
  }

  @Test
  void gammaOfShapeOneIsExponential() {
    double[] values = draws(new Jitter.Gamma(1, 1e-3), 0);
    assertThat(quantile(values, 0.5)).isCloseTo(1e-3 * Math.log(2), within(1e-5));
    assertThat(quantile(values, 0.99)).isCloseTo(1e-3 * Math.log(100), within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 2.5, 4})
  void pareto(double shape) {
    double[] values = draws(new Jitter.Pareto(shape, 1e-3), 0);
    double scale = 1e-3 * (shape - 1);
    assertThat(values[0]).isNotNegative();
    for (double share : new double[] {0.1, 0.5, 0.9, 0.99}) {
      double expected = scale * (Math.pow(1 - share, -1 / shape) - 1);
      assertThat(quantile(values, share)).isCloseTo(expected, within(0.05 * expected));
    }
    if (shape > 2) {
      assertThat(mean(values)).isCloseTo(1e-3, within(3e-5));
    }
  }

  @Test
  void recordedDelaysComeAtTheirTimeAndAgain() {
    Jitter recorded = new Jitter.Recorded(2, List.of(1e-3, 2e-3, 3e-3));
    RandomStream random = new RandomStream(1);
    double[] seen = new double[8];
    Arrays.setAll(seen, second -> recorded.draw(second * 1_000_000_000L, 0, random));
    assertThat(seen).containsExactly(1e-3, 1e-3, 2e-3, 2e-3, 3e-3, 3e-3, 1e-3, 1e-3);
  }

  @Test
  void resampledDelaysAreAllUsedAlike() {
    double[] values = draws(new Jitter.Resampled(List.of(1.0, 2.0, 5.0)), 0);
    assertThat(mean(values)).isCloseTo(8.0 / 3, within(0.02));
    assertThat(Arrays.stream(values).distinct()).containsExactly(1.0, 2.0, 5.0);
  }

  @Test
  void lawsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new Jitter.Exponential(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Jitter.Gamma(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Jitter.Pareto(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Jitter.Normal(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Jitter.Recorded(1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
