// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers and sentences as the demo shows them.
final class Figures {

  private static final double PPM = 1e6;

  private Figures() {}

  /// A duration to three digits: `12.3 µs`.
  static String seconds(double value) {
    double size = Math.abs(value);
    if (size < 0.5e-9) {
      return "0 s";
    }
    if (size < 999.5e-9) {
      return digits(value * 1e9) + " ns";
    }
    if (size < 999.5e-6) {
      return digits(value * 1e6) + " µs";
    }
    return size < 999.5e-3 ? digits(value * 1e3) + " ms" : digits(value) + " s";
  }

  /// The same, always with its sign.
  static String signedSeconds(double value) {
    return (value < 0 ? "" : "+") + seconds(value);
  }

  /// How the clock stands, in words: `12.3 µs behind`.
  ///
  /// @param offset positive when the clock is behind
  static String standing(double offset) {
    return seconds(Math.abs(offset)) + (offset >= 0 ? " behind" : " ahead");
  }

  /// A frequency in words: `40.0 ppm slow`.
  ///
  /// @param frequency s/s, positive when the clock runs slow
  static String drift(double frequency) {
    return ppm(Math.abs(frequency)) + (frequency >= 0 ? " slow" : " fast");
  }

  /// A rate to three digits, but to a hundredth at most: `40.0 ppm`.
  static String ppm(double frequency) {
    return digits(frequency * PPM) + " ppm";
  }

  /// Time since the start: `12:34`.
  static String elapsed(double seconds) {
    long whole = (long) Math.floor(seconds + 1e-6);
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  /// A share: `3.7 %`.
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /// Exactly that wide; what was left out is marked.
  static String fitted(String text, int width) {
    if (text.length() <= width) {
      return left(text, width);
    }
    return width < 1 ? "" : text.substring(0, width - 1) + "…";
  }

  /// Breaks a sentence at blanks.
  ///
  /// @param width of a line
  static List<String> wrapped(String sentence, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String digits(double value) {
    double size = Math.abs(value);
    // The limits are where rounding would give one digit more.
    int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
