// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// How many standard deviations from the truth an estimate may lie, with a certainty of 99.9 %.
final class StudentT {

  private static final double[] FACTORS = {
    636.6, 31.6, 12.92, 8.61, 6.869, 5.959, 5.408, 5.041, 4.781, 4.587,
    4.437, 4.318, 4.221, 4.140, 4.073, 4.015, 3.965, 3.922, 3.883, 3.850,
    3.819, 3.792, 3.768, 3.745, 3.725, 3.707, 3.690, 3.674, 3.659, 3.646,
    3.633, 3.622, 3.611, 3.601, 3.591, 3.582, 3.574, 3.566, 3.558, 3.551
  };
  private static final double FACTOR_BEYOND = 3.5;

  private StudentT() {}

  /// The two-sided 99.9 % quantile of Student's distribution; a constant beyond 40.
  ///
  /// @param degrees of freedom, at least 1
  static double factor(int degrees) {
    return degrees <= FACTORS.length ? FACTORS[degrees - 1] : FACTOR_BEYOND;
  }
}
