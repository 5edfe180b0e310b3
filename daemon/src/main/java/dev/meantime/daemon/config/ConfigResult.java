// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.List;

/// What came of reading a configuration.
///
/// @param config what it says, as far as it could be understood; to be used only without errors
/// @param problems in the order of reading
/// @param directives every directive read, with single blanks, files in place of the lines that
///   include them
/// @param untilError how many of the directives were read up to the first with an error, which
///   counts; all of them without one
public record ConfigResult(
    DaemonConfig config, List<ConfigProblem> problems, List<String> directives, int untilError) {

  public ConfigResult {
    problems = List.copyOf(problems);
    directives = List.copyOf(directives);
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(ConfigProblem::isError);
  }
}
