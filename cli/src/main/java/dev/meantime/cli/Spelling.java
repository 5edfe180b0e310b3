// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.util.List;
import java.util.Optional;

/// Guesses what a mistyped word was meant to be.
final class Spelling {

  private Spelling() {}

  /// The known word that takes the fewest single-letter changes, if those are few for its length.
  static Optional<String> nearest(String word, List<String> known) {
    String best = "";
    int fewest = Integer.MAX_VALUE;
    for (String candidate : known) {
      int changes = candidate.startsWith(word) ? 0 : changes(word, candidate);
      if (changes < fewest) {
        fewest = changes;
        best = candidate;
      }
    }
    return !word.isEmpty() && fewest <= 1 + best.length() / 4
        ? Optional.of(best)
        : Optional.empty();
  }

  /// The Levenshtein distance.
  private static int changes(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
