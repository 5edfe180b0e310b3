// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.simulator.scenario.StandardScenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the command line of `meantime simulate`.
final class SimulateOptionsParser {

  private static final int YARDSTICK_SEEDS = 5;
  private static final int MOST_SEEDS = 10_000;
  private static final double SHORTEST_DAYS = 1e-4;
  private static final double SECONDS_PER_DAY = 86_400;

  private static final List<Option> OPTIONS =
      List.of(
          Option.valued(
              "",
              "seed",
              "N",
              "of what is random, 1 if not given: the same seed, the\nsame output"),
          Option.valued("", "seeds", "N", "run with so many seeds, and show medians and ranges"),
          Option.valued("", "first-seed", "N", "the first of them, the same as --seed"),
          Option.valued("", "days", "D", "how long, instead of the file's limit"),
          Option.valued(
              "",
              "plot",
              "FILE",
              "draw the first run's time error against the claimed\nbound as SVG"),
          Option.flag("", "log", "with the daemons' logs"),
          Option.flag(
              "",
              "explain",
              "show for each source what its estimate rests on at\nthe end: the samples, their weights, and why"),
          Option.flag("", "json", "one JSON document, see docs/json.md"),
          Option.flag(
              "",
              "yardstick",
              "compare with chronyd on the standard scenarios,\nall or those named, with 5 seeds if not given"));

  private static final String EXIT_CODES =
      """

      docs/simulation.md describes scenario files.

      Exit status:
        0   done
        1   a file could not be read or written
        2   the command line or the scenario file makes no sense
      """;

  private SimulateOptionsParser() {}

  /// The options; empty when there is nothing more to do because help was asked for.
  ///
  /// @throws UsageException when the command line makes no sense
  static Optional<SimulateOptions> parse(List<String> args, Output output) throws UsageException {
    OptionParser parser =
        new OptionParser(
            Subcommand.SIMULATE.word(),
            Subcommand.SIMULATE.summary()
                + ".\nTakes a scenario file, or names of standard scenarios with --yardstick",
            "FILE | --yardstick [S1 S2 ...]",
            OPTIONS);
    OptionParser.Parsed parsed = parser.parse(args);
    if (parsed.has("help")) {
      output.out().print(parser.help());
      output.out().print(EXIT_CODES);
      return Optional.empty();
    }
    return Optional.of(options(parsed));
  }

  private static SimulateOptions options(OptionParser.Parsed parsed) throws UsageException {
    boolean yardstick = parsed.has("yardstick");
    if (yardstick) {
      for (String name : List.of("days", "plot", "log", "explain")) {
        if (parsed.has(name)) {
          throw new UsageException("--" + name + " does not go with --yardstick");
        }
      }
    }
    if (parsed.has("seed") && parsed.has("first-seed")) {
      throw new UsageException("--seed and --first-seed mean the same; give one of them");
    }
    String seed = parsed.has("seed") ? "seed" : "first-seed";
    return new SimulateOptions(
        yardstick ? "" : file(parsed.operands()),
        yardstick ? scenarios(parsed.operands()) : List.of(),
        parsed.whole(seed, 1, 0, Long.MAX_VALUE - MOST_SEEDS),
        parsed.integer("seeds", yardstick ? YARDSTICK_SEEDS : 1, 1, MOST_SEEDS),
        parsed.real("days", 0, SHORTEST_DAYS) * SECONDS_PER_DAY,
        parsed.value("plot").orElse(""),
        parsed.has("json"),
        parsed.has("log"),
        parsed.has("explain"));
  }

  private static String file(List<String> operands) throws UsageException {
    if (operands.isEmpty()) {
      throw new UsageException("what to simulate? Name a scenario file, or give --yardstick");
    }
    if (operands.size() > 1) {
      throw new UsageException("one scenario file at a time: '" + operands.get(1) + "'");
    }
    return operands.getFirst();
  }

  private static List<StandardScenario> scenarios(List<String> labels) throws UsageException {
    if (labels.isEmpty()) {
      return List.of(StandardScenario.values());
    }
    List<StandardScenario> scenarios = new ArrayList<>();
    for (String label : labels) {
      Optional<StandardScenario> scenario = StandardScenario.of(label);
      if (scenario.isEmpty()) {
        List<String> known =
            Arrays.stream(StandardScenario.values()).map(StandardScenario::label).toList();
        throw new UsageException(
            "no standard scenario '" + label + "'; there are " + String.join(", ", known));
      }
      scenarios.add(scenario.get());
    }
    return scenarios;
  }
}
