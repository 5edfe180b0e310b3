// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Ours against chronyd's on the standard scenarios.
public final class Yardstick {

  /// One line of the table.
  ///
  /// @param runs one for each seed, of the only host
  public record Row(StandardScenario scenario, List<Metrics> runs) {
    public Row {
      runs = List.copyOf(runs);
    }

    /// Our figure.
    public Spread ours(Metric metric) {
      return Spread.of(metric, runs);
    }

    /// chronyd's figure, if it was measured.
    public Optional<Spread> chronyd(Metric metric) {
      return Optional.ofNullable(scenario.chronyd().get(metric));
    }
  }

  private Yardstick() {}

  /// Runs one scenario on seeds from the first on; as many at once as there are processors.
  public static Row run(StandardScenario standard, long firstSeed, int seeds) {
    Scenario scenario = standard.scenario();
    List<Metrics> runs =
        LongStream.range(firstSeed, firstSeed + seeds)
            .parallel()
            .mapToObj(seed -> ScenarioRun.run(scenario, seed).hosts().getFirst().metrics())
            .toList();
    return new Row(standard, runs);
  }
}
