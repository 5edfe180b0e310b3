// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// The protocol's own 32-bit floating-point format: a signed 7-bit exponent over a signed 25-bit
/// coefficient, value = coefficient · 2^(exponent − 25). It has no NaN and no infinity.
final class ControlFloat {

  private static final int COEFFICIENT_BITS = 25;
  private static final int COEFFICIENT_MASK = (1 << COEFFICIENT_BITS) - 1;
  private static final int MAX_EXPONENT = 63;
  private static final int MIN_EXPONENT = -64;
  private static final int MAX_COEFFICIENT = (1 << (COEFFICIENT_BITS - 1)) - 1;
  private static final double LARGEST = 1e100;
  private static final double SMALLEST = 1e-100;

  private ControlFloat() {}

  /// The nearest value that the format has: NaN becomes 0, what is too large becomes the largest,
  /// what is too small 0.
  static int encode(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    boolean negative = value < 0;
    double magnitude = Math.abs(value);
    // Two's complement reaches one further on the negative side.
    int limit = MAX_COEFFICIENT + (negative ? 1 : 0);
    if (magnitude < SMALLEST) {
      return 0;
    }
    if (magnitude > LARGEST) {
      return pack(MAX_EXPONENT, limit, negative);
    }
    int exponent = (int) (Math.log(magnitude) / Math.log(2) + 1);
    long coefficient = (long) (magnitude * Math.pow(2, COEFFICIENT_BITS - exponent) + 0.5);
    while (coefficient > limit) {
      coefficient >>= 1;
      exponent++;
    }
    if (exponent > MAX_EXPONENT) {
      return pack(MAX_EXPONENT, limit, negative);
    }
    if (exponent < MIN_EXPONENT) {
      if (exponent + COEFFICIENT_BITS < MIN_EXPONENT) {
        return 0;
      }
      coefficient >>= MIN_EXPONENT - exponent;
      exponent = MIN_EXPONENT;
    }
    return pack(exponent, coefficient, negative);
  }

  static double decode(int bits) {
    int exponent = bits >> COEFFICIENT_BITS;
    int coefficient = (bits << (32 - COEFFICIENT_BITS)) >> (32 - COEFFICIENT_BITS);
    return coefficient * Math.pow(2, exponent - COEFFICIENT_BITS);
  }

  private static int pack(int exponent, long coefficient, boolean negative) {
    long signed = negative ? -coefficient : coefficient;
    return (exponent << COEFFICIENT_BITS) | ((int) signed & COEFFICIENT_MASK);
  }
}
