// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Patterns of path names as the shell and glob(3) have them: `*`, `?`, `[a-z]`, `[!a-z]` and a
/// backslash before a character that stands for itself. A dot at the beginning of a name has to be
/// written.
final class GlobPattern {

  private GlobPattern() {}

  /// What a directory holds.
  interface Names {
    /// The names in a directory, in any order; none when there is no such directory.
    ///
    /// @param directory path; empty for the current one
    List<String> in(String directory) throws java.io.IOException;
  }

  static boolean hasWildcard(String pattern) {
    return pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /// Every path that matches, sorted.
  static List<String> expand(String pattern, Names names) throws java.io.IOException {
    List<String> found = List.of(pattern.startsWith("/") ? "/" : "");
    List<String> parts = new ArrayList<>();
    for (String part : pattern.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    for (String part : parts) {
      TreeSet<String> next = new TreeSet<>(Comparator.naturalOrder());
      for (String directory : found) {
        String prefix =
            directory.isEmpty() || directory.endsWith("/") ? directory : directory + "/";
        if (hasWildcard(part)) {
          for (String name : names.in(directory)) {
            if (matches(part, name)) {
              next.add(prefix + name);
            }
          }
        } else {
          next.add(prefix + unescape(part));
        }
      }
      found = List.copyOf(next);
    }
    return found;
  }

  /// Whether one name matches one part of a pattern. A loop that goes back to the last star only:
  /// its time is at most the product of both lengths.
  static boolean matches(String pattern, String name) {
    if (name.startsWith(".") && !pattern.startsWith(".") && !pattern.startsWith("\\.")) {
      return false;
    }
    int p = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starName = n;
      } else if (p < pattern.length() && matchesOne(pattern, p, name.charAt(n))) {
        p = endOfOne(pattern, p);
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean matchesOne(String pattern, int at, char c) {
    return switch (pattern.charAt(at)) {
      case '?' -> true;
      case '\\' -> pattern.charAt(Math.min(at + 1, pattern.length() - 1)) == c;
      case '[' -> endOfSet(pattern, at) < 0 ? c == '[' : matchesSet(pattern, at, c);
      default -> pattern.charAt(at) == c;
    };
  }

  private static int endOfOne(String pattern, int at) {
    return switch (pattern.charAt(at)) {
      case '\\' -> Math.min(at + 2, pattern.length());
      case '[' -> endOfSet(pattern, at) < 0 ? at + 1 : endOfSet(pattern, at) + 1;
      default -> at + 1;
    };
  }

  /// Index of the closing bracket, or -1. A bracket right at the beginning belongs to the set.
  private static int endOfSet(String pattern, int at) {
    int first = at + (isNegated(pattern, at) ? 2 : 1);
    return pattern.indexOf(']', first + 1);
  }

  private static boolean isNegated(String pattern, int at) {
    return at + 1 < pattern.length() && "!^".indexOf(pattern.charAt(at + 1)) >= 0;
  }

  private static boolean matchesSet(String pattern, int at, char c) {
    boolean negated = isNegated(pattern, at);
    int end = endOfSet(pattern, at);
    boolean found = false;
    int i = at + (negated ? 2 : 1);
    while (i < end) {
      char low = pattern.charAt(i);
      if (i + 2 < end && pattern.charAt(i + 1) == '-') {
        found |= low <= c && c <= pattern.charAt(i + 2);
        i += 3;
      } else {
        found |= low == c;
        i++;
      }
    }
    return found != negated;
  }

  private static String unescape(String part) {
    return part.replaceAll("\\\\(.)", "$1");
  }
}
