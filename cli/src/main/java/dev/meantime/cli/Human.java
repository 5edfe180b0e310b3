// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

/// Numbers as a person reads them: a unit that leaves one to three digits before the point, and
/// three or four digits that count.
final class Human {

  private static final int DIGITS = 4;

  private Human() {}

  /// A duration: `12.35 ms`.
  static String seconds(double value) {
    return scaled(value, "");
  }

  /// An offset, always with its sign: `+12.35 ms`.
  static String signedSeconds(double value) {
    return scaled(value, value < 0 ? "" : "+");
  }

  /// A frequency: `155.0 ppb`, `12.35 ppm`, `8.333 %`.
  static String frequency(double value) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return "0 ppm";
    }
    if (magnitude < 999.95e-9) {
      return digits(value * 1e9) + " ppb";
    }
    return magnitude < 999.95e-6 ? digits(value * 1e6) + " ppm" : digits(value * 100) + " %";
  }

  /// An age in the largest unit that fits: `42 s`, `3 min`, `7 h`, `12 d`.
  static String age(double seconds) {
    double magnitude = Math.abs(seconds);
    String sign = seconds < 0 ? "-" : "";
    if (magnitude < 120) {
      return sign + Math.round(magnitude) + " s";
    }
    if (magnitude < 7200) {
      return sign + Math.round(magnitude / 60) + " min";
    }
    return magnitude < 172_800
        ? sign + Math.round(magnitude / 3600) + " h"
        : sign + Math.round(magnitude / 86_400) + " d";
  }

  private static String scaled(double value, String sign) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return "0 s";
    }
    if (magnitude < 999.95e-9) {
      return sign + digits(value * 1e9) + " ns";
    }
    if (magnitude < 999.95e-6) {
      return sign + digits(value * 1e6) + " us";
    }
    if (magnitude < 999.95e-3) {
      return sign + digits(value * 1e3) + " ms";
    }
    return sign + digits(value) + " s";
  }

  private static String digits(double value) {
    double magnitude = Math.abs(value);
    // The limits are where rounding would give one digit more.
    int before = magnitude < 9.9995 ? 1 : magnitude < 99.995 ? 2 : 3;
    return Numbers.fixed(value, DIGITS - before);
  }
}
