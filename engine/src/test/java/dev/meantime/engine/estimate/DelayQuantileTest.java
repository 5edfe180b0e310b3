// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayQuantileTest {

  @Test
  void findsTheQuantileOfEvenlySpreadDelays() {
    for (double quantile : new double[] {0.05, 0.25, 0.5, 0.9, 0.95}) {
      Random random = new Random(Math.round(quantile * 100));
      DelayQuantile estimator = new DelayQuantile(quantile, 1e-6, random::nextLong);
      double mean = 0;
      for (int i = 0; i < 40_000; i++) {
        estimator.add(0.010 + 1e-3 * random.nextDouble());
        if (i >= 20_000) {
          mean += estimator.value() / 20_000;
        }
      }
      assertThat(mean).isCloseTo(0.010 + 1e-3 * quantile, within(5e-5));
    }
  }

  @Test
  void followsAChangeOfTheDelay() {
    Random random = new Random(1);
    DelayQuantile estimator = new DelayQuantile(0.5, 1e-6, random::nextLong);
    for (int i = 0; i < 2000; i++) {
      estimator.add(0.010 + 1e-4 * random.nextDouble());
    }
    assertThat(estimator.value()).isBetween(0.010, 0.0101);
    for (int i = 0; i < 2000; i++) {
      estimator.add(0.030 + 1e-4 * random.nextDouble());
    }
    assertThat(estimator.value()).isBetween(0.030, 0.0301);
  }

  @Test
  void staysAtEqualDelays() {
    Random random = new Random(2);
    DelayQuantile estimator = new DelayQuantile(0.25, 1e-6, random::nextLong);
    for (int i = 0; i < 1000; i++) {
      estimator.add(0.01);
      assertThat(estimator.value()).isCloseTo(0.01, within(0.5e-6));
      assertThat(estimator.isExceededBy(0.01)).isFalse();
    }
    assertThat(estimator.isExceededBy(0.01 + 1e-6)).isTrue();
  }

  @Test
  void beginsWithTheMedianOfTheFirstDelays() {
    DelayQuantile estimator = new DelayQuantile(0.5, 1e-6, () -> 0);
    assertThat(estimator.value()).isInfinite();
    for (double delay : new double[] {7, 1, 6, 2, 5, 3}) {
      estimator.add(delay);
      assertThat(estimator.isReady()).isFalse();
    }
    estimator.add(4);

    assertThat(estimator.isReady()).isTrue();
    assertThat(estimator.value()).isEqualTo(4);

    estimator.reset();
    assertThat(estimator.isReady()).isFalse();
  }

  @Test
  void refusesWhatIsNoQuantile() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DelayQuantile(1, 1e-6, () -> 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new DelayQuantile(0.5, 0, () -> 0));
  }
}
