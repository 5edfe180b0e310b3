// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.log;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as C's printf writes them. `String.format` rounds the shortest decimal form of a number,
/// half up; C rounds the exact binary value, half to even, and writes `inf` and `nan`.
final class CFormat {

  private CFormat() {}

  /// `%WIDTH.PRECISIONf`.
  static String fixed(double value, int width, int precision) {
    if (!Double.isFinite(value)) {
      return pad(special(value), width);
    }
    String digits =
        new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return pad(sign(value) + digits, width);
  }

  /// `%WIDTH.PRECISIONe`.
  static String exponent(double value, int width, int precision) {
    if (!Double.isFinite(value)) {
      return pad(special(value), width);
    }
    BigDecimal exact = new BigDecimal(Math.abs(value));
    String digits;
    int exponent;
    if (exact.signum() == 0) {
      digits = "0".repeat(precision + 1);
      exponent = 0;
    } else {
      BigDecimal rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
      exponent = rounded.precision() - rounded.scale() - 1;
      digits = rounded.unscaledValue().toString();
      digits = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
    }
    StringBuilder text = new StringBuilder(sign(value)).append(digits.charAt(0));
    if (precision > 0) {
      text.append('.').append(digits, 1, precision + 1);
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    return pad(text.append(integer(Math.abs(exponent), 2, '0')).toString(), width);
  }

  /// `%WIDTHd`.
  static String integer(int value, int width) {
    return integer(value, width, ' ');
  }

  /// `%-WIDTHs`.
  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /// `%WIDTHs`.
  static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String integer(int value, int width, char fill) {
    String digits = Integer.toString(value);
    return String.valueOf(fill).repeat(Math.max(0, width - digits.length())) + digits;
  }

  /// Negative zero has its sign in C too.
  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  }
}
