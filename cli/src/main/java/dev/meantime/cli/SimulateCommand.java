// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.daemon.config.ConfigProblem;
import dev.meantime.simulator.scenario.ErrorPlot;
import dev.meantime.simulator.scenario.Scenario;
import dev.meantime.simulator.scenario.ScenarioParser;
import dev.meantime.simulator.scenario.ScenarioResult;
import dev.meantime.simulator.scenario.ScenarioRun;
import dev.meantime.simulator.scenario.StandardScenario;
import dev.meantime.simulator.scenario.Yardstick;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// `meantime simulate`: runs whole daemons on simulated time and tells how right they were.
final class SimulateCommand {

  private final SimulateOptions options;
  private final Output output;

  private SimulateCommand(SimulateOptions options, Output output) {
    this.options = options;
    this.output = output;
  }

  static int run(List<String> args, Output output) {
    try {
      Optional<SimulateOptions> options = SimulateOptionsParser.parse(args, output);
      return options.isEmpty() ? Exit.OK : new SimulateCommand(options.get(), output).run();
    } catch (UsageException e) {
      output.err().println("meantime simulate: " + e.getMessage() + " (see --help)");
      return Exit.USAGE;
    } catch (ControlException e) {
      output.err().println("meantime simulate: " + e.getMessage());
      return Exit.FAILED;
    }
  }

  private int run() throws UsageException, ControlException {
    return options.file().isEmpty() ? yardstick() : file();
  }

  private int file() throws UsageException, ControlException {
    String text;
    try {
      text = Files.readString(Path.of(options.file()));
    } catch (IOException e) {
      return failed("read", options.file(), e);
    }
    return switch (ScenarioParser.parse(options.file(), text)) {
      case ScenarioResult.Unusable(List<ConfigProblem> problems) -> {
        problems.forEach(output.err()::println);
        yield Exit.USAGE;
      }
      case ScenarioResult.Parsed(Scenario scenario, List<ConfigProblem> warnings) -> {
        warnings.forEach(output.err()::println);
        yield simulate(adjusted(scenario));
      }
    };
  }

  private Scenario adjusted(Scenario scenario) throws UsageException {
    if (options.seconds() == 0) {
      return scenario;
    }
    if (options.seconds() <= scenario.reset()) {
      throw new UsageException(
          "--days ends the run before errors count, at " + Human.age(scenario.reset()));
    }
    return scenario.lasting(options.seconds());
  }

  private int simulate(Scenario scenario) throws ControlException {
    List<ScenarioRun.Result> runs =
        LongStream.range(options.firstSeed(), options.firstSeed() + options.seeds())
            .parallel()
            .mapToObj(seed -> ScenarioRun.run(scenario, seed))
            .toList();
    StringBuilder text = new StringBuilder();
    if (options.json()) {
      SimulateJson.write(text, scenario, runs, options.log(), options.explain());
    } else {
      SimulateText.write(text, scenario, runs, options.log());
      if (options.explain()) {
        ExplanationText.write(text, runs);
      }
    }
    output.out().print(text);
    output.out().flush();
    if (options.plot().isEmpty()) {
      return Exit.OK;
    }
    try {
      replace(Path.of(options.plot()), ErrorPlot.svg(runs.getFirst()));
      return Exit.OK;
    } catch (IOException e) {
      return failed("write", options.plot(), e);
    }
  }

  private int yardstick() throws ControlException {
    List<Yardstick.Row> rows = new ArrayList<>();
    if (!options.json()) {
      output.out().print(YardstickText.introduction(options.firstSeed(), options.seeds()));
    }
    String header = "";
    for (StandardScenario scenario : options.scenarios()) {
      Yardstick.Row row = Yardstick.run(scenario, options.firstSeed(), options.seeds());
      rows.add(row);
      if (options.json()) {
        continue;
      }
      // A line as soon as it is known: all of them take a while.
      if (!header.equals(YardstickText.header(scenario))) {
        header = YardstickText.header(scenario);
        output.out().print("\n" + header);
      }
      output.out().print(YardstickText.line(row));
      output.out().flush();
    }
    if (options.json()) {
      StringBuilder text = new StringBuilder();
      SimulateJson.yardstick(text, rows, options.firstSeed());
      output.out().print(text);
    } else {
      output.out().print(YardstickText.verdict(rows));
    }
    return Exit.OK;
  }

  /// Whoever looks at the file sees the old one or the new one, whole.
  private static void replace(Path path, String content) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".tmp");
    Files.writeString(beside, content, StandardCharsets.UTF_8);
    Files.move(
        beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private int failed(String verb, String file, IOException e) {
    String reason =
        switch (e) {
          case NoSuchFileException _ -> "no such file or directory";
          case AccessDeniedException _ -> "permission denied";
          case CharacterCodingException _ -> "it is not UTF-8 text";
          default -> String.valueOf(e.getMessage());
        };
    output.err().println("meantime simulate: cannot " + verb + " '" + file + "': " + reason);
    return Exit.FAILED;
  }
}
