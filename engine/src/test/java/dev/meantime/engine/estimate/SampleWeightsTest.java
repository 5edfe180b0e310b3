// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleWeightsTest {

  private static double[] weights(double precision, double... delays) {
    SampleStore store = new SampleStore(64);
    for (int i = 0; i < delays.length; i++) {
      store.add(new Sample(i, 0, delays[i], 0, 0, 0));
    }
    double[] weight = new double[delays.length];
    SampleWeights.fill(store, 0, delays.length, precision, weight);
    return weight;
  }

  @Test
  void equalDistancesCountTheSame() {
    assertThat(weights(1e-6, 0.01, 0.01, 0.01)).containsExactly(1, 1, 1);
  }

  @Test
  void growsWithTheSquareOfTheExcessDistance() {
    // Distances 10, 11, 17 ms: median 1 ms above the minimum, so the unit is 1/0.7 ms.
    double[] weight = weights(1e-9, 0.020, 0.022, 0.034);

    assertThat(weight[0]).isEqualTo(1);
    assertThat(weight[1]).isCloseTo(1.7 * 1.7, within(1e-5));
    assertThat(weight[2]).isCloseTo(5.9 * 5.9, within(1e-4));
  }

  @Test
  void ignoresDifferencesBelowThePrecision() {
    assertThat(weights(1e-3, 0.02, 0.0205, 0.0215)[1]).isEqualTo(1);
  }

  @Test
  void takesAtLeastTheSmallestDistanceAsUnit() {
    // Median 40 ms above the minimum of 10 ms: the unit is 10 ms, not 57 ms.
    assertThat(weights(1e-9, 0.02, 0.1, 0.1)[1]).isCloseTo(25, within(1e-4));
  }

  @Test
  void survivesDistancesOfZero() {
    assertThat(weights(1e-6, 0, 0, 0, 1e-3))
        .containsExactly(new double[] {1, 1, 1, 500 * 500}, within(1e-3));
  }
}
