// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// A standard normal variable of which only is known that it lies in an interval. Good to five
/// digits for every interval, however narrow or far out: three ways to calculate, for each would
/// lose all of its digits somewhere to the difference of almost equal numbers. Keeps the result of
/// the last calculation, so that nothing is allocated. Confined to its owner.
final class TruncatedNormal {

  private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);
  private static final double LOG_SQRT_2_PI = Math.log(SQRT_2_PI);

  /// Gauss and Legendre's five points and weights on [−1, 1]; the middle one is at 0.
  private static final double[] POINTS = {0.538469310105683, 0.906179845938664};

  private static final double[] WEIGHTS = {0.478628670499366, 0.236926885056189};
  private static final double MIDDLE_WEIGHT = 128 / 225.0;

  /// An interval that is no longer than this, and in which the density falls by no more than e, is
  /// integrated numerically.
  private static final double SHORT = 0.25;

  /// Beyond so many standard deviations tails are calculated, nearer they are looked up.
  private static final double TAIL = 3;

  /// So many terms give a tail to the last digit.
  private static final int TERMS = 50;

  /// Falls of the density, in powers of e, that leave nothing.
  private static final double NOTHING = 45;

  private static final int TABLE_END = 9;
  private static final int PER_UNIT = 64;
  private static final double[] DENSITY = densities();
  private static final double[] UPPER_TAIL = upperTails();

  private double logProbability;
  private double mean;
  private double variance;

  private double ratio;
  private double excessMean;
  private double excessVariance;

  /// @param low lower end, standard deviations; may be −∞
  /// @param high upper end, not less than `low`; may be ∞
  void set(double low, double high) {
    if (low + high < 0) {
      setRight(-high, -low);
      mean = -mean;
    } else {
      setRight(low, high);
    }
  }

  /// An interval whose middle is not below 0.
  private void setRight(double low, double high) {
    // Far out, ends that differ may have been rounded to the same number.
    double length = Math.max(high - low, Math.max(Math.ulp(low), Double.MIN_NORMAL));
    double middle = low + length / 2;
    if (length <= SHORT && middle * length <= 1) {
      setShort(middle, length / 2);
    } else if (low > TAIL) {
      setTail(low, length);
    } else {
      double p = low > 0 ? tail(low) - tail(high) : 1 - tail(-low) - tail(high);
      double densityLow = density(low);
      double densityHigh = density(high);
      mean = (densityLow - densityHigh) / p;
      double edges = edge(low, densityLow) - edge(high, densityHigh);
      variance = Math.max(1 + edges / p - mean * mean, 0);
      logProbability = Math.log(p);
    }
  }

  private void setShort(double middle, double half) {
    double sum = MIDDLE_WEIGHT;
    double first = 0;
    double second = 0;
    for (int i = 0; i < POINTS.length; i++) {
      double t = POINTS[i] * half;
      double fall = Math.exp(-middle * t);
      double weight = WEIGHTS[i] * Math.exp(-t * t / 2);
      double both = weight * (fall + 1 / fall);
      sum += both;
      first += weight * (fall - 1 / fall) * t;
      second += both * t * t;
    }
    double shift = first / sum;
    mean = middle + shift;
    variance = second / sum - shift * shift;
    logProbability = Math.log(sum * half) - middle * middle / 2 - LOG_SQRT_2_PI;
  }

  /// What lies beyond `low` is a mixture of what lies in the interval and what lies beyond it.
  private void setTail(double low, double length) {
    excess(low);
    double tailRatio = ratio;
    double m = excessMean;
    double square = excessVariance + m * m;
    double fall = length * (low + length / 2);
    double inside = 1;
    if (fall < NOTHING) {
      excess(low + length);
      double beyond = Math.exp(-fall) * ratio / tailRatio;
      inside = 1 - beyond;
      double far = length + excessMean;
      m = (m - beyond * far) / inside;
      square = (square - beyond * (excessVariance + far * far)) / inside;
    }
    mean = low + m;
    variance = Math.max(square - m * m, 0);
    logProbability = Math.log(tailRatio * inside) - low * low / 2 - LOG_SQRT_2_PI;
  }

  /// Of a variable that is known to lie above `x`: mean and variance of the rest, and Mills's ratio
  /// (1 − Φ(x)) / φ(x) as a continued fraction (Abramowitz and Stegun 26.2.14).
  private void excess(double x) {
    double rest = 0;
    for (int n = TERMS; n > 1; n--) {
      rest = n / (x + rest);
    }
    excessMean = 1 / (x + rest);
    excessVariance = (rest - excessMean) / (x + rest);
    ratio = 1 / (x + excessMean);
  }

  /// Logarithm of how likely it was to lie there.
  double logProbability() {
    return logProbability;
  }

  double mean() {
    return mean;
  }

  double variance() {
    return variance;
  }

  private static double density(double x) {
    return Math.exp(-0.5 * x * x) / SQRT_2_PI;
  }

  private static double edge(double x, double density) {
    return density == 0 ? 0 : x * density;
  }

  /// Probability of a value above `x`, not negative, by Hermite's interpolation of a table: the
  /// derivative is known exactly.
  private static double tail(double x) {
    if (x >= TABLE_END) {
      return 0;
    }
    double position = x * PER_UNIT;
    int i = (int) position;
    double u = position - i;
    double slopeLeft = -DENSITY[i] / PER_UNIT;
    double slopeRight = -DENSITY[i + 1] / PER_UNIT;
    double rise = UPPER_TAIL[i + 1] - UPPER_TAIL[i];
    double bend = (slopeLeft + slopeRight - 2 * rise) * u + 3 * rise - 2 * slopeLeft - slopeRight;
    return UPPER_TAIL[i] + u * (slopeLeft + u * bend);
  }

  private static double[] densities() {
    double[] table = new double[TABLE_END * PER_UNIT + 1];
    for (int i = 0; i < table.length; i++) {
      table[i] = density((double) i / PER_UNIT);
    }
    return table;
  }

  private static double[] upperTails() {
    double[] table = new double[TABLE_END * PER_UNIT + 1];
    TruncatedNormal calculator = new TruncatedNormal();
    for (int i = 0; i < table.length; i++) {
      double x = (double) i / PER_UNIT;
      calculator.excess(x);
      table[i] = x < TAIL ? 0.5 - density(x) * series(x) : density(x) * calculator.ratio;
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
}
