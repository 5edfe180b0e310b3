// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A line of a configuration, cut into words at white space.
///
/// @param file path; empty for an argument of the command
/// @param number from 1
record Line(String file, int number, List<Word> words) {

  /// Longest line, without its end.
  static final int MAX_LENGTH = 2047;

  Line {
    words = List.copyOf(words);
  }

  static Line of(String file, int number, String text) {
    List<Word> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isBlank(text.charAt(i))) {
        if (i > start) {
          words.add(new Word(text.substring(start, i), start + 1));
        }
        start = i + 1;
      }
    }
    return new Line(file, number, words);
  }

  /// Whether it holds no directive: nothing at all, or a comment, which takes a whole line.
  boolean isIgnored() {
    return words.isEmpty() || "!;#%".indexOf(words.getFirst().text().charAt(0)) >= 0;
  }

  /// The words with single blanks between them.
  String normalised() {
    return words.stream().map(Word::text).collect(Collectors.joining(" "));
  }

  Word directive() {
    return words.getFirst();
  }

  List<Word> arguments() {
    return words.subList(1, words.size());
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
