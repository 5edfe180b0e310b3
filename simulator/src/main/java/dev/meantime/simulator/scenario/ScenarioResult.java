// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.daemon.config.ConfigProblem;
import java.util.List;

/// What came of reading a scenario file.
public sealed interface ScenarioResult {

  /// It can be run.
  ///
  /// @param warnings what has no effect
  record Parsed(Scenario scenario, List<ConfigProblem> warnings) implements ScenarioResult {
    public Parsed {
      warnings = List.copyOf(warnings);
    }
  }

  /// It cannot.
  ///
  /// @param problems everything that is wrong with it, in the order of the file
  record Unusable(List<ConfigProblem> problems) implements ScenarioResult {
    public Unusable {
      problems = List.copyOf(problems);
    }
  }
}
