// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JitterAsymmetryTest {

  private static final int COUNT = 30;

  private final double[] time = new double[COUNT];
  private final double[] offset = new double[COUNT];
  private final double[] delay = new double[COUNT];

  /// A clock that is right, with queues of up to 10 ms on either way.
  private void measure(long seed, double requestJitter, double answerJitter) {
    Random random = new Random(seed);
    for (int i = 0; i < COUNT; i++) {
      double request = 0.010 + requestJitter * random.nextDouble();
      double answer = 0.010 + answerJitter * random.nextDouble();
      time[i] = 16 * (i - COUNT + 1);
      delay[i] = request + answer;
      offset[i] = (request - answer) / 2;
    }
  }

  private double largestOffset() {
    double largest = 0;
    for (double value : offset) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void delayedRequestsMakeOffsetsGrowWithTheDelay() {
    measure(1, 0.01, 0);

    assertThat(JitterAsymmetry.offsetPerDelay(time, offset, delay, COUNT))
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void tellsDelayFromFrequency() {
    measure(2, 0, 0.01);
    for (int i = 0; i < COUNT; i++) {
      offset[i] += 50e-6 * time[i];
    }

    assertThat(JitterAsymmetry.offsetPerDelay(time, offset, delay, COUNT))
        .isCloseTo(-0.5, within(1e-9));
  }

  @Test
  void cannotTellDelayFromTimeWhenTheyGrowTogether() {
    measure(3, 0, 0);
    for (int i = 0; i < COUNT; i++) {
      delay[i] = 1 + time[i] * 1e-3;
    }

    assertThat(JitterAsymmetry.offsetPerDelay(time, offset, delay, COUNT)).isNaN();
    assertThat(JitterAsymmetry.offsetPerDelay(time, offset, delay, 3)).isNaN();
  }

  @Test
  void correctsOnlyAfterTenFindingsInARow() {
    JitterAsymmetry asymmetry = new JitterAsymmetry(1);
    for (int round = 1; round <= 12; round++) {
      measure(round, 0.01, 0);
      asymmetry.correct(time, offset, delay, 0.02, COUNT);
      if (round < 10) {
        assertThat(asymmetry.asymmetry()).isZero();
        assertThat(largestOffset()).isGreaterThan(4e-3);
      } else {
        assertThat(asymmetry.asymmetry()).isCloseTo(-0.5, within(1e-9));
        assertThat(largestOffset()).isLessThan(1e-9);
      }
    }
  }

  @Test
  void startsAgainWhenTheSideChanges() {
    JitterAsymmetry asymmetry = new JitterAsymmetry(1);
    for (int round = 1; round <= 10; round++) {
      measure(round, 0, 0.01);
      asymmetry.correct(time, offset, delay, 0.02, COUNT);
    }
    assertThat(asymmetry.asymmetry()).isCloseTo(0.5, within(1e-9));

    measure(11, 0.01, 0);
    asymmetry.correct(time, offset, delay, 0.02, COUNT);

    assertThat(asymmetry.asymmetry()).isZero();
  }

  @Test
  void leavesEvenJitterAlone() {
    JitterAsymmetry asymmetry = new JitterAsymmetry(1);
    for (int round = 1; round <= 50; round++) {
      measure(round, 0.01, 0.01);
      double[] before = offset.clone();
      asymmetry.correct(time, offset, delay, 0.02, COUNT);
      assertThat(offset).containsExactly(before);
    }
  }

  @Test
  void appliesAConfiguredAsymmetryAtOnce() {
    measure(4, 0.01, 0);
    new JitterAsymmetry(-0.5).correct(time, offset, delay, 0.02, COUNT);
    assertThat(largestOffset()).isLessThan(1e-9);

    measure(4, 0.01, 0);
    double[] before = offset.clone();
    new JitterAsymmetry(0).correct(time, offset, delay, 0.02, COUNT);
    assertThat(offset).containsExactly(before);
  }
}
