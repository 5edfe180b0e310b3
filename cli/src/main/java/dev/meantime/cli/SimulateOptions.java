// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.simulator.scenario.StandardScenario;
import java.util.List;

/// What `meantime simulate` is to do.
///
/// @param file the scenario file; empty with `scenarios`
/// @param scenarios of the yardstick; empty for a file
/// @param firstSeed of the first run; each further one has the next
/// @param seeds how many runs
/// @param seconds how long, instead of the file's limit; 0 for that
/// @param plot where to draw the first run; empty for nowhere
/// @param json whether to write JSON
/// @param log whether to show the daemons' logs
/// @param explain whether to show what the daemons' estimates rest on
record SimulateOptions(
    String file,
    List<StandardScenario> scenarios,
    long firstSeed,
    int seeds,
    double seconds,
    String plot,
    boolean json,
    boolean log,
    boolean explain) {

  SimulateOptions {
    scenarios = List.copyOf(scenarios);
  }
}
