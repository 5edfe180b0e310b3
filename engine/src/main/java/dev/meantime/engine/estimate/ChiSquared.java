// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// The value that a chi-squared variable stays below nine times in ten.
final class ChiSquared {

  private static final double[] EXACT = {
    2.7055, 4.6052, 6.2514, 7.7794, 9.2364, 10.6446, 12.0170, 13.3616, 14.6837, 15.9872
  };

  /// The standard normal distribution's 0.9 quantile.
  private static final double NORMAL = 1.2815515655446004;

  private ChiSquared() {}

  /// The 0.9 quantile; beyond the table by Wilson and Hilferty, which is good to 0.1 % there.
  ///
  /// @param degrees of freedom, at least 1
  static double quantile90(int degrees) {
    if (degrees <= EXACT.length) {
      return EXACT[degrees - 1];
    }
    double v = 2.0 / (9.0 * degrees);
    double root = 1 - v + NORMAL * Math.sqrt(v);
    return degrees * root * root * root;
  }
}
