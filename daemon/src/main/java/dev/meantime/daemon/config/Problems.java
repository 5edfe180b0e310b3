// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects what is wrong with a configuration. Confined to one run of the parser.
final class Problems {

  private final List<ConfigProblem> found = new ArrayList<>();
  private final Set<String> warned = new HashSet<>();
  private int errors;

  void error(String file, int line, int column, String message, String hint) {
    errors++;
    found.add(new ConfigProblem(file, line, column, ConfigProblem.Severity.ERROR, message, hint));
  }

  void error(Line line, Word at, String message, String hint) {
    error(line.file(), line.number(), at.column(), message, hint);
  }

  /// Warns of a thing without effect the first time only: fifty `allow` lines are one warning.
  ///
  /// @param subject what is the same the next time
  void warnOnce(String subject, Line line, Word at, String message, String hint) {
    if (warned.add(subject)) {
      found.add(
          new ConfigProblem(
              line.file(),
              line.number(),
              at.column(),
              ConfigProblem.Severity.WARNING,
              message,
              hint));
    }
  }

  int errors() {
    return errors;
  }

  List<ConfigProblem> found() {
    return List.copyOf(found);
  }
}
