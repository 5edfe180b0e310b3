// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// The normal distribution another way than {@link TruncatedNormal} has it.
final class TabulatedNormal {

  private static final double[] TABLE = new double[16_001];

  static {
    double step = 1e-3;
    double sum = 0;
    for (int i = 1; i < TABLE.length; i++) {
      double left = -8 + (i - 1) * step;
      sum += step / 6 * (density(left) + 4 * density(left + step / 2) + density(left + step));
      TABLE[i] = sum;
    }
  }

  private TabulatedNormal() {}

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /// Probability of a value below `x`, to 1e-7, from a table of sums.
  static double cumulative(double x) {
    double position = (x + 8) * 1e3;
    if (position <= 0) {
      return 0;
    }
    if (position >= TABLE.length - 1) {
      return 1;
    }
    int i = (int) position;
    return TABLE[i] + (position - i) * (TABLE[i + 1] - TABLE[i]);
  }
}
