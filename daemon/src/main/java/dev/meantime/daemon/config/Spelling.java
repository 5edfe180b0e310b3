// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody meant to write.
public final class Spelling {

  private Spelling() {}

  /// A hint for a word that should have been one of these: the nearest when it is near, else all of
  /// them when they are few.
  public static String hint(String word, Collection<String> valid) {
    Optional<String> nearest = nearest(word, valid);
    if (nearest.isPresent()) {
      return "did you mean '" + nearest.get() + "'?";
    }
    return valid.size() <= 8 && !valid.isEmpty() ? "one of " + String.join(", ", valid) : "";
  }

  /// The word of the least distance, if it is at most a third of the longer one's length.
  static Optional<String> nearest(String word, Collection<String> valid) {
    String lower = word.toLowerCase(Locale.ROOT);
    return valid.stream()
        .filter(v -> distance(lower, v) <= Math.max(1, Math.max(lower.length(), v.length()) / 3))
        .min(Comparator.comparingInt(v -> distance(lower, v)));
  }

  /// Fewest insertions, deletions, replacements and swaps of neighbours that turn one into the
  /// other.
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 8) {
      return Integer.MAX_VALUE;
    }
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
