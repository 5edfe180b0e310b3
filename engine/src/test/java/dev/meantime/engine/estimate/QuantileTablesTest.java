// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Holds {@link StudentT} and {@link ChiSquared} against their distributions, integrated.
class QuantileTablesTest {

  @Test
  void studentFactorLeavesOneInAThousandOutside() {
    for (int degrees = 1; degrees <= 40; degrees++) {
      double inside = studentWithin(StudentT.factor(degrees), degrees);
      assertThat(inside).as("%d degrees", degrees).isCloseTo(0.999, within(2e-5));
    }
    assertThat(StudentT.factor(41)).isEqualTo(3.5);
    assertThat(studentWithin(StudentT.factor(62), 62)).isCloseTo(0.999, within(2e-4));
  }

  @Test
  void chiSquaredStaysBelowNineTimesInTen() {
    for (int degrees = 1; degrees <= 254; degrees++) {
      assertThat(chiSquaredBelow(ChiSquared.quantile90(degrees), degrees))
          .as("%d degrees", degrees)
          .isCloseTo(0.9, within(6e-4));
    }
  }

  /// Substituting t = √ν·tan θ makes the density a power of the cosine.
  private static double studentWithin(double factor, int degrees) {
    double edge = Math.atan(factor / Math.sqrt(degrees));
    return integral(degrees, edge) / integral(degrees, Math.PI / 2);
  }

  private static double integral(int degrees, double to) {
    int steps = 20_000;
    double width = to / steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += Math.pow(Math.cos((i + 0.5) * width), degrees - 1) * width;
    }
    return sum;
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
