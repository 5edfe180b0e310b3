// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as C's scanf and strtol read them, since that is what existing files rely on.
final class CNumber {

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1,15})");
  private static final Pattern HEX_FLOAT =
      Pattern.compile(
          "([+-]?0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+))([pP][+-]?[0-9]+)?");
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern INFINITY =
      Pattern.compile("([+-]?)inf(?:inity)?", Pattern.CASE_INSENSITIVE);

  private CNumber() {}

  /// A whole word that is a decimal integer and fits into 64 bits.
  static OptionalLong integer(String word) {
    if (!INTEGER.matcher(word).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(word));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /// The decimal integer at the beginning of a word, whatever follows.
  static OptionalLong integerPrefix(String word) {
    Matcher matcher = INTEGER.matcher(word);
    return matcher.lookingAt() ? integer(matcher.group()) : OptionalLong.empty();
  }

  /// A whole word that is a hexadecimal number, with or without `0x`.
  static OptionalLong hexadecimal(String word) {
    Matcher matcher = HEXADECIMAL.matcher(word);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1), 16))
        : OptionalLong.empty();
  }

  /// A whole word that is a floating-point number. "nan" is not taken: no directive has a use for
  /// it, and it would spread.
  static OptionalDouble real(String word) {
    int length = realLength(word);
    return length == word.length() && length > 0
        ? OptionalDouble.of(realOf(word))
        : OptionalDouble.empty();
  }

  /// The floating-point number at the beginning of a word, whatever follows.
  static OptionalDouble realPrefix(String word) {
    int length = realLength(word);
    return length > 0
        ? OptionalDouble.of(realOf(word.substring(0, length)))
        : OptionalDouble.empty();
  }

  private static int realLength(String word) {
    for (Pattern pattern : new Pattern[] {HEX_FLOAT, FLOAT, INFINITY}) {
      Matcher matcher = pattern.matcher(word);
      if (matcher.lookingAt()) {
        return matcher.end();
      }
    }
    return 0;
  }

  private static double realOf(String number) {
    Matcher infinity = INFINITY.matcher(number);
    if (infinity.matches()) {
      return infinity.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    Matcher hex = HEX_FLOAT.matcher(number.toLowerCase(Locale.ROOT));
    if (hex.matches() && hex.group(2) == null) {
      return Double.parseDouble(number + "p0");
    }
    return Double.parseDouble(number);
  }
}
