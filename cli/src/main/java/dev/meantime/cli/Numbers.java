// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers as chronyc's tables show them. Scripts cut these columns out, so every width and every
/// limit between units counts.
final class Numbers {

  private static final long NO_INTERVAL = 0xffff_ffffL;
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;
  private static final double DAY = 86_400;
  private static final double YEAR = 365 * DAY;

  // Up to here a double times a power of ten keeps its half, so that rounding can be decided; and
  // these powers are exact.
  private static final double LARGEST_WITH_HALVES = 0x1p52;
  private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private Numbers() {}

  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /// With that many decimals, rounded from the exact binary value to the nearest even digit as C's
  /// printf does; Java's own formatting rounds from the shortest decimal form instead.
  static String fixed(double value, int decimals) {
    double magnitude = Math.abs(value);
    String digits =
        decimals < POWERS_OF_TEN.length && magnitude * POWERS_OF_TEN[decimals] < LARGEST_WITH_HALVES
            ? shifted(rounded(magnitude, POWERS_OF_TEN[decimals]), decimals)
            : new BigDecimal(magnitude).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return value < 0 ? "-" + digits : digits;
  }

  /// The product as a whole number. Its rounding error, which fma tells exactly, decides what looks
  /// like a tie. BigDecimal gives the same, but takes a cold start tens of milliseconds.
  private static long rounded(double magnitude, double scale) {
    double product = magnitude * scale;
    double error = Math.fma(magnitude, scale, -product);
    long floor = (long) product;
    double aboveHalf = product - floor - 0.5;
    if (aboveHalf == 0) {
      aboveHalf = error;
    }
    boolean up = aboveHalf > 0 || (aboveHalf == 0 && (floor & 1) == 1);
    return up ? floor + 1 : floor;
  }

  /// With the decimal point that many digits from the right.
  private static String shifted(long number, int decimals) {
    if (decimals == 0) {
      return Long.toString(number);
    }
    String digits = Long.toString(number);
    digits = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
    int point = digits.length() - decimals;
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  /// The same, always with a sign.
  static String signed(double value, int decimals) {
    return value < 0 ? fixed(value, decimals) : "+" + fixed(value, decimals);
  }

  /// An age or a span, at least four wide.
  static String interval(long seconds) {
    if (seconds == NO_INTERVAL) {
      return "   -";
    }
    if (seconds < 1200) {
      return right(Long.toString(seconds), 4);
    }
    if (seconds < 36_000) {
      return right(Long.toString(seconds / 60), 3) + "m";
    }
    if (seconds < 345_600) {
      return right(Long.toString(seconds / 3600), 3) + "h";
    }
    long days = seconds / 86_400;
    return days > 999
        ? right(Long.toString(days / 365), 3) + "y"
        : right(Long.toString(days), 3) + "d";
  }

  /// An offset without its sign, six wide.
  static String offset(double seconds) {
    return scaled(Math.abs(seconds), false);
  }

  /// An offset with its sign, seven wide.
  static String signedOffset(double seconds) {
    return scaled(seconds, true);
  }

  private static String scaled(double seconds, boolean sign) {
    double magnitude = Math.abs(seconds);
    int extra = sign ? 1 : 0;
    if (magnitude < 9999.5e-9) {
      return number(seconds * 1e9, 4 + extra, sign) + "ns";
    }
    if (magnitude < 9999.5e-6) {
      return number(seconds * 1e6, 4 + extra, sign) + "us";
    }
    if (magnitude < 9999.5e-3) {
      return number(seconds * 1e3, 4 + extra, sign) + "ms";
    }
    if (magnitude < 999.5) {
      return right(sign ? signed(seconds, 1) : fixed(seconds, 1), 5 + extra) + "s";
    }
    int width = 5 + extra;
    if (magnitude < 99_999.5) {
      return number(seconds, width, sign) + "s";
    }
    if (magnitude < 99_999.5 * MINUTE) {
      return number(seconds / MINUTE, width, sign) + "m";
    }
    if (magnitude < 99_999.5 * HOUR) {
      return number(seconds / HOUR, width, sign) + "h";
    }
    if (magnitude < 99_999.5 * DAY) {
      return number(seconds / DAY, width, sign) + "d";
    }
    return number(seconds / YEAR, width, sign) + "y";
  }

  private static String number(double value, int width, boolean sign) {
    return right(sign ? signed(value, 0) : fixed(value, 0), width);
  }

  /// A frequency in ppm, ten wide.
  static String frequency(double ppm) {
    return right(fixed(ppm, frequencyDecimals(ppm)), 10);
  }

  /// The same, always with a sign.
  static String signedFrequency(double ppm) {
    return right(signed(ppm, frequencyDecimals(ppm)), 10);
  }

  private static int frequencyDecimals(double ppm) {
    return Math.abs(ppm) < 99_999.5 ? 3 : 0;
  }
}
