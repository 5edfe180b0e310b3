// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RobustLineTest {

  private static final int POINTS = 20;

  private final double[] x = new double[POINTS];
  private final double[] y = new double[POINTS];

  private void place(double intercept, double slope) {
    for (int i = 0; i < POINTS; i++) {
      x[i] = i - POINTS + 1;
      y[i] = intercept + slope * x[i];
    }
  }

  @Test
  void goesThroughTwoPoints() {
    place(3, -2);
    RobustLine line = RobustLine.fit(x, y, 4, 6);
    assertThat(line.intercept()).isCloseTo(3, within(1e-12));
    assertThat(line.slope()).isCloseTo(-2, within(1e-12));
  }

  @Test
  void isNotMovedByAQuarterOfWrongPoints() {
    place(1, 0.5);
    y[2] = 1e6;
    y[3] = -1e6;
    y[11] = 5e3;
    y[17] = 77;
    y[19] = -3e5;
    RobustLine line = RobustLine.fit(x, y, 0, POINTS);
    assertThat(line.intercept()).isCloseTo(1, within(1e-9));
    assertThat(line.slope()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void tellsABendFromNoise() {
    for (int i = 0; i < POINTS; i++) {
      x[i] = i;
      y[i] = i * i;
    }
    assertThat(RobustLine.fit(x, y, 0, POINTS).isBent(x, y, 0, POINTS)).isTrue();
    int bent = 0;
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < POINTS; i++) {
        y[i] = random.nextDouble();
      }
      bent += RobustLine.fit(x, y, 0, POINTS).isBent(x, y, 0, POINTS) ? 1 : 0;
    }
    assertThat(bent).isLessThan(20);
  }

  @Test
  void needsSixPointsForABend() {
    for (int i = 0; i < POINTS; i++) {
      x[i] = i;
      y[i] = i * i;
    }
    assertThat(RobustLine.fit(x, y, 0, 5).isBent(x, y, 0, 5)).isFalse();
  }
}
