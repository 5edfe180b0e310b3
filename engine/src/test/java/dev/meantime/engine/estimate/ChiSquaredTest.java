// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Holds {@link ChiSquared} against its distribution, integrated.
class ChiSquaredTest {

  @Test
  void chiSquaredStaysBelowNineTimesInTen() {
    for (int degrees = 1; degrees <= 254; degrees++) {
      assertThat(chiSquaredBelow(ChiSquared.quantile90(degrees), degrees))
          .as("%d degrees", degrees)
          .isCloseTo(0.9, within(6e-4));
    }
  }

  /// The series of the regularised lower incomplete gamma function.
  private static double chiSquaredBelow(double value, int degrees) {
    double a = degrees / 2.0;
    double x = value / 2;
    double logGamma = degrees % 2 == 0 ? 0 : Math.log(Math.PI) / 2;
    for (double k = degrees % 2 == 0 ? 1 : 0.5; k < a; k++) {
      logGamma += Math.log(k);
    }
    double term = 1 / a;
    double sum = term;
    for (int k = 1; k < 2000; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return sum * Math.exp(a * Math.log(x) - x - logGamma);
  }
}
