// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/// What the two key file formats have in common: lines of words with their places.
final class KeyLines {

  private KeyLines() {}

  /// A word and the column it starts at, counted from 1.
  record Word(int column, String text) {}

  /// The words between white space as C's `isspace` has it.
  static List<Word> words(String line) {
    List<Word> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      boolean space = i == line.length() || isSpace(line.charAt(i));
      if (space && start >= 0) {
        words.add(new Word(start + 1, line.substring(start, i)));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /// A decimal number of digits only, from 1 to the highest key ID, else empty.
  static OptionalLong keyId(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      value = 10 * value + text.charAt(i) - '0';
      if (value > SymmetricKey.HIGHEST_ID) {
        return OptionalLong.empty();
      }
    }
    return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /// The octets of pairs of hexadecimal digits, or none if they are not that.
  static byte[] hex(String digits) {
    boolean good = digits.length() % 2 == 0 && digits.chars().allMatch(HexFormat::isHexDigit);
    return good ? HexFormat.of().parseHex(digits) : new byte[0];
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
