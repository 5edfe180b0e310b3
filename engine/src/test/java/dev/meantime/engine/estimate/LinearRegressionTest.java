// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearRegressionTest {

  private static final MathContext EXACT = new MathContext(60);

  @Test
  void findsAStraightLine() {
    double[] x = {-30, -20, -10, 0};
    double[] y = {1 - 30e-6, 1 - 20e-6, 1 - 10e-6, 1};
    double[] weight = {1, 4, 2, 1};

    LinearRegression.Line line = LinearRegression.fit(x, y, weight, 0, 4);

    assertThat(line.slope()).isCloseTo(1e-6, within(1e-15));
    assertThat(line.intercept()).isCloseTo(1, within(1e-14));
    assertThat(line.slopeDeviation()).isCloseTo(0, within(1e-14));
    assertThat(line.residual(-30, 1)).isCloseTo(30e-6, within(1e-13));
  }

  @Test
  void looksOnlyAtTheRangeItIsGiven() {
    double[] x = {99, 0, 1, 2, 99};
    double[] y = {99, 5, 6, 7, 99};
    double[] weight = {1, 1, 1, 1, 1};

    LinearRegression.Line line = LinearRegression.fit(x, y, weight, 1, 4);

    assertThat(line.slope()).isCloseTo(1, within(1e-12));
    assertThat(line.intercept()).isCloseTo(5, within(1e-12));
  }

  @Test
  void agreesWithTheNormalEquationsInExactArithmetic() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      int n = 3 + random.nextInt(62);
      double[] x = new double[n];
      double[] y = new double[n];
      double[] weight = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = (i - n + 1) * (1 + random.nextInt(1024)) - random.nextDouble();
        y[i] = 1e-3 * random.nextGaussian() + 5e-5 * x[i];
        weight[i] = 1 + 50 * random.nextDouble();
      }

      LinearRegression.Line line = LinearRegression.fit(x, y, weight, 0, n);

      double[] oracle = normalEquations(x, y, weight);
      double scale = 1e-3 / Math.abs(x[0]);
      assertThat(line.intercept()).as("seed %d", seed).isCloseTo(oracle[0], within(1e-14));
      assertThat(line.slope()).as("seed %d", seed).isCloseTo(oracle[1], within(1e-9 * scale));
      assertThat(line.interceptDeviation() / oracle[2]).isCloseTo(1, within(1e-9));
      assertThat(line.slopeDeviation() / oracle[3]).isCloseTo(1, within(1e-9));
    }
  }

  /// Intercept, slope and their deviations by the inverse of XᵀWX.
  private static double[] normalEquations(double[] x, double[] y, double[] weight) {
    BigDecimal s = BigDecimal.ZERO;
    BigDecimal sx = BigDecimal.ZERO;
    BigDecimal sxx = BigDecimal.ZERO;
    BigDecimal sy = BigDecimal.ZERO;
    BigDecimal sxy = BigDecimal.ZERO;
    for (int i = 0; i < x.length; i++) {
      BigDecimal w = BigDecimal.ONE.divide(new BigDecimal(weight[i]), EXACT);
      BigDecimal bx = new BigDecimal(x[i]);
      BigDecimal by = new BigDecimal(y[i]);
      s = s.add(w, EXACT);
      sx = sx.add(w.multiply(bx, EXACT), EXACT);
      sxx = sxx.add(w.multiply(bx, EXACT).multiply(bx, EXACT), EXACT);
      sy = sy.add(w.multiply(by, EXACT), EXACT);
      sxy = sxy.add(w.multiply(bx, EXACT).multiply(by, EXACT), EXACT);
    }
    BigDecimal determinant = s.multiply(sxx, EXACT).subtract(sx.multiply(sx, EXACT), EXACT);
    BigDecimal slope =
        s.multiply(sxy, EXACT).subtract(sx.multiply(sy, EXACT), EXACT).divide(determinant, EXACT);
    BigDecimal intercept =
        sxx.multiply(sy, EXACT).subtract(sx.multiply(sxy, EXACT), EXACT).divide(determinant, EXACT);
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = 0; i < x.length; i++) {
      BigDecimal residual =
          new BigDecimal(y[i])
              .subtract(intercept, EXACT)
              .subtract(slope.multiply(new BigDecimal(x[i]), EXACT), EXACT);
      squares =
          squares.add(
              residual.multiply(residual, EXACT).divide(new BigDecimal(weight[i]), EXACT), EXACT);
    }
    double variance = squares.doubleValue() / (x.length - 2);
    return new double[] {
      intercept.doubleValue(),
      slope.doubleValue(),
      Math.sqrt(variance * sxx.divide(determinant, EXACT).doubleValue()),
      Math.sqrt(variance * s.divide(determinant, EXACT).doubleValue())
    };
  }

  @Test
  void deviationsAreThoseOfManyRepetitions() {
    Random random = new Random(7);
    int n = 20;
    int repetitions = 4000;
    double slopeSquares = 0;
    double interceptSquares = 0;
    double slopeClaimed = 0;
    double interceptClaimed = 0;
    double varianceClaimed = 0;
    double[] x = new double[n];
    double[] y = new double[n];
    double[] weight = new double[n];
    for (int r = 0; r < repetitions; r++) {
      for (int i = 0; i < n; i++) {
        x[i] = i - n + 1;
        weight[i] = i % 2 == 0 ? 1 : 9;
        y[i] = 2 + 3 * x[i] + Math.sqrt(weight[i]) * random.nextGaussian();
      }
      LinearRegression.Line line = LinearRegression.fit(x, y, weight, 0, n);
      slopeSquares += Math.pow(line.slope() - 3, 2) / repetitions;
      interceptSquares += Math.pow(line.intercept() - 2, 2) / repetitions;
      slopeClaimed += Math.pow(line.slopeDeviation(), 2) / repetitions;
      interceptClaimed += Math.pow(line.interceptDeviation(), 2) / repetitions;
      varianceClaimed += line.variance() / repetitions;
    }
    assertThat(slopeSquares / slopeClaimed).isCloseTo(1, within(0.08));
    assertThat(interceptSquares / interceptClaimed).isCloseTo(1, within(0.08));
    // Weights 1 and 9 in equal number: the harmonic mean.
    assertThat(varianceClaimed).isCloseTo(1.8, within(0.05));
  }
}
