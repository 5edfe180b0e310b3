// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers in sentences: four digits and a unit that keeps them readable.
final class Quantity {

  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private Quantity() {}

  /// Such as `300.1 ms`.
  static String seconds(double value) {
    double size = Math.abs(value);
    if (size == 0 || size >= 0.9999995) {
      return number(value) + " s";
    }
    if (size >= 0.9999995e-3) {
      return number(value * 1e3) + " ms";
    }
    return size >= 0.9999995e-6 ? number(value * 1e6) + " µs" : number(value * 1e9) + " ns";
  }

  /// Such as `+300.1 ms`.
  static String signedSeconds(double value) {
    return (value < 0 ? "" : "+") + seconds(value);
  }

  /// A rate in s/s, such as `12.5 ppm`.
  static String ppm(double rate) {
    return number(rate * 1e6) + " ppm";
  }

  /// Without a unit.
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
