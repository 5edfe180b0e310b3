// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Collects what is wrong with a configuration. Confined to one run of the parser.
final class Problems {

  private final List<ConfigProblem> found = new ArrayList<>();
  private final Map<String, ConfigProblem> warned = new HashMap<>();
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
    ConfigProblem warning =
        new ConfigProblem(
            line.file(), line.number(), at.column(), ConfigProblem.Severity.WARNING, message, hint);
    if (warned.putIfAbsent(subject, warning) == null) {
      found.add(warning);
    }
  }

  /// Takes the warnings about a line back: it has an error, so nobody knows what it would say.
  void forgetWarnings(Line line) {
    Predicate<ConfigProblem> here =
        problem ->
            !problem.isError()
                && problem.line() == line.number()
                && problem.file().equals(line.file());
    found.removeIf(here);
    warned.values().removeIf(here);
  }

  int errors() {
    return errors;
  }

  List<ConfigProblem> found() {
    return List.copyOf(found);
  }
}
