// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.Simulation;
import java.util.List;

/// Runs a scenario once for each seed and watches every host once a simulated second.
public final class ScenarioRun {

  private static final int COLUMNS = 800;

  /// What came of one seed.
  ///
  /// @param hosts in the scenario's order
  public record Result(Scenario scenario, long seed, List<HostResult> hosts) {
    public Result {
      hosts = List.copyOf(hosts);
    }
  }

  /// What came of one host.
  ///
  /// @param name the host's
  /// @param log the daemon's, line by line
  public record HostResult(String name, Metrics metrics, Trace trace, List<String> log) {
    public HostResult {
      log = List.copyOf(log);
    }
  }

  private ScenarioRun() {}

  /// Runs it to its limit.
  public static Result run(Scenario scenario, long seed) {
    Simulation simulation = new Simulation(seed, scenario.startNanos());
    ScenarioWorld world = new ScenarioWorld(simulation, scenario);
    List<Watch> watches =
        scenario.hosts().stream().map(host -> new Watch(scenario, host, world)).toList();
    world.start();
    int seconds = (int) Math.min(scenario.limit(), Integer.MAX_VALUE);
    for (int second = 0; second < seconds; second++) {
      // Everything of this very moment has happened when it is looked at.
      simulation.run(0);
      for (Watch watch : watches) {
        watch.look(second);
      }
      simulation.run(1);
    }
    List<HostResult> results = watches.stream().map(Watch::result).toList();
    world.stop();
    return new Result(scenario, seed, results);
  }

  /// Follows one host.
  private static final class Watch {

    private final Scenario scenario;
    private final RunningHost host;
    private final MetricsCollector metrics;
    private final Trace trace;

    Watch(Scenario scenario, HostModel model, ScenarioWorld world) {
      this.scenario = scenario;
      this.host = world.host(model.name());
      this.metrics =
          new MetricsCollector(scenario.reset(), lastDisturbance(scenario, model.name()));
      this.trace = new Trace(scenario.limit(), COLUMNS);
    }

    private static double lastDisturbance(Scenario scenario, String name) {
      double last = 0;
      for (Event event : scenario.events()) {
        if (event instanceof Event.Step step && step.host().equals(name)) {
          last = Math.max(last, step.at());
        }
      }
      return last;
    }

    void look(double second) {
      double offset = host.offset();
      double bound = host.claimedBound();
      metrics.add(second, offset, host.rateError(), bound);
      trace.add(second, offset, bound);
    }

    HostResult result() {
      return new HostResult(
          host.name(),
          metrics.metrics(scenario.limit(), host.polls(), host.steps()),
          trace,
          host.log());
    }
  }
}
