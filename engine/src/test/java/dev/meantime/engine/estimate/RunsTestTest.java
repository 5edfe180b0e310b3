// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RunsTestTest {

  @Test
  void countsRunsOfEqualSign() {
    double[] residuals = {1, 2, -1, -1, 3, -2};

    assertThat(RunsTest.runs(residuals, 0, 6)).isEqualTo(4);
    assertThat(RunsTest.runs(residuals, 2, 4)).isEqualTo(1);
    assertThat(RunsTest.runs(residuals, 2, 2)).isZero();
  }

  @Test
  void zeroBreaksARun() {
    assertThat(RunsTest.runs(new double[] {1, 0, 1}, 0, 3)).isEqualTo(3);
    assertThat(RunsTest.runs(new double[] {0, 0}, 0, 2)).isEqualTo(2);
  }

  @Test
  void acceptsFewResidualsWhateverTheirSigns() {
    for (int n = 1; n <= 7; n++) {
      assertThat(RunsTest.isPassed(1, n)).isTrue();
    }
    assertThat(RunsTest.isPassed(2, 8)).isFalse();
    assertThat(RunsTest.isPassed(3, 8)).isTrue();
  }

  /// Residuals of a fitted line change sign a little more often than independent signs do.
  @Test
  void rarelyRejectsNoiseAboutALine() {
    Random random = new Random(11);
    int rounds = 2000;
    for (int n : new int[] {8, 9, 12, 16, 24, 40, 64, 128}) {
      double[] x = new double[n];
      double[] y = new double[n];
      double[] weight = new double[n];
      double[] residual = new double[n];
      double rejected = 0;
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < n; i++) {
          x[i] = i;
          y[i] = random.nextGaussian();
          weight[i] = 1;
        }
        LinearRegression.Line line = LinearRegression.fit(x, y, weight, 0, n);
        for (int i = 0; i < n; i++) {
          residual[i] = line.residual(x[i], y[i]);
        }
        if (!RunsTest.isPassed(RunsTest.runs(residual, 0, n), n)) {
          rejected += 1.0 / rounds;
        }
      }
      assertThat(rejected).as("%d residuals", n).isBetween(0.0, 0.08);
    }
  }

  @Test
  void rejectsABend() {
    double[] bend = new double[16];
    for (int i = 0; i < 16; i++) {
      bend[i] = (i - 7.5) * (i - 7.5) - 21;
    }
    assertThat(RunsTest.runs(bend, 0, 16)).isEqualTo(3);
    assertThat(RunsTest.isPassed(3, 16)).isFalse();
  }
}
