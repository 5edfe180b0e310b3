// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// A standard normal variable of which only is known that it lies in an interval. Keeps the result
/// of the last calculation, so that nothing is allocated. Confined to its owner.
final class TruncatedNormal {

  private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);
  private static final int TABLE_END = 9;
  private static final int PER_UNIT = 32;
  private static final double[] UPPER_TAIL = upperTail();

  /// Beyond so many standard deviations a tail is as good as an exponential.
  private static final double TAIL = 6;

  /// An interval this narrow is as good as a uniform distribution.
  private static final double NARROW = 1e-3;

  private static final double SMALLEST = 1e-300;

  private double probability;
  private double mean;
  private double variance;

  /// @param low lower end, standard deviations; may be −∞
  /// @param high upper end, greater than `low`; may be ∞
  void set(double low, double high) {
    if (low > TAIL) {
      setTail(low, high - low, 1);
    } else if (high < -TAIL) {
      setTail(-high, high - low, -1);
    } else if (high - low < NARROW) {
      double middle = (low + high) / 2;
      setTo(density(middle) * (high - low), middle, (high - low) * (high - low) / 12);
    } else {
      double inside =
          low > 0 ? cumulative(-low) - cumulative(-high) : cumulative(high) - cumulative(low);
      double p = Math.max(inside, SMALLEST);
      double m = (density(low) - density(high)) / p;
      double v = 1 + (edge(low) - edge(high)) / p - m * m;
      setTo(p, m, v);
    }
  }

  /// From `distance` outwards, so far from the middle that the density falls by e in 1/distance.
  private void setTail(double distance, double length, double sign) {
    double left = Math.exp(-distance * length);
    double cut = left == 0 ? 0 : length / (1 - left);
    double m = 1 / distance - cut * left;
    double v = 1 / (distance * distance) - cut * cut * left;
    setTo(density(distance) / distance * (1 - left), sign * (distance + m), v);
  }

  private void setTo(double probability, double mean, double variance) {
    this.probability = Math.max(probability, SMALLEST);
    this.mean = mean;
    this.variance = Math.max(variance, 0);
  }

  /// How likely it was to lie there.
  double probability() {
    return probability;
  }

  double mean() {
    return mean;
  }

  double variance() {
    return variance;
  }

  static double density(double x) {
    return Math.exp(-0.5 * x * x) / SQRT_2_PI;
  }

  private static double edge(double x) {
    return Double.isInfinite(x) ? 0 : x * density(x);
  }

  /// Probability of a value below `x`.
  static double cumulative(double x) {
    return x <= 0 ? tail(-x) : 1 - tail(x);
  }

  /// Probability of a value above `x`, by Hermite interpolation of a table: the derivative is known
  /// exactly.
  private static double tail(double x) {
    if (x >= TABLE_END) {
      return 0;
    }
    double position = x * PER_UNIT;
    int i = (int) position;
    double u = position - i;
    double left = (double) i / PER_UNIT;
    double slopeLeft = -density(left) / PER_UNIT;
    double slopeRight = -density(left + 1.0 / PER_UNIT) / PER_UNIT;
    double rise = UPPER_TAIL[i + 1] - UPPER_TAIL[i];
    double bend = (slopeLeft + slopeRight - 2 * rise) * u + 3 * rise - 2 * slopeLeft - slopeRight;
    return UPPER_TAIL[i] + u * (slopeLeft + u * bend);
  }

  private static double[] upperTail() {
    double[] table = new double[TABLE_END * PER_UNIT + 1];
    for (int i = 0; i < table.length; i++) {
      double x = (double) i / PER_UNIT;
      table[i] = x < 3 ? 0.5 - density(x) * series(x) : density(x) * fraction(x);
    }
    return table;
  }

  /// (Φ(x) − ½) / φ(x) = x + x³/3 + x⁵/15 + … (Abramowitz and Stegun 26.2.11).
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 3; term > sum * 1e-17; n += 2) {
      term *= x * x / n;
      sum += term;
    }
    return sum;
  }

  /// (1 − Φ(x)) / φ(x) as a continued fraction (Abramowitz and Stegun 26.2.14).
  private static double fraction(double x) {
    double value = 0;
    for (int n = 100; n > 0; n--) {
      value = n / (x + value);
    }
    return 1 / (x + value);
  }
}
