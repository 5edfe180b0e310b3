// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MagnitudeHistogramTest {

  @Test
  void agreesWithSortingToAThousandth() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    MagnitudeHistogram histogram = new MagnitudeHistogram();
    double[] values = new double[100_000];
    for (int i = 0; i < values.length; i++) {
      double value = 1e-4 * random.nextGaussian();
      values[i] = Math.abs(value);
      histogram.add(value);
    }
    Arrays.sort(values);
    for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 0.999, 1}) {
      double exact = values[(int) Math.ceil(share * values.length) - 1];
      assertThat(histogram.quantile(share))
          .as("seed %d, share %s", seed, share)
          .isCloseTo(exact, within(exact * 1.1e-3));
    }
  }

  @Test
  void knowsNothingWithoutValues() {
    assertThat(new MagnitudeHistogram().quantile(0.5)).isNaN();
  }

  @Test
  void takesZeroAndHugeValues() {
    MagnitudeHistogram histogram = new MagnitudeHistogram();
    histogram.add(0);
    assertThat(histogram.quantile(1)).isLessThan(1e-12);
    histogram.add(1e300);
    assertThat(histogram.quantile(1)).isGreaterThan(1e6);
    assertThat(histogram.total()).isEqualTo(2);
  }
}
