// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.ExitStatus;
import dev.meantime.daemon.RunOptions;
import dev.meantime.daemon.RunOptions.Mode;
import dev.meantime.daemon.RunOptions.Severity;
import dev.meantime.daemon.config.ConfigParser;
import dev.meantime.daemon.config.ConfigProblem;
import dev.meantime.daemon.config.ConfigResult;
import dev.meantime.daemon.config.ConfigSource;
import dev.meantime.daemon.config.DaemonConfig;
import dev.meantime.daemon.config.DiskConfigSource;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Platforms;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// `meantime run`: reads the command line and the configuration, tells everything wrong with them,
/// and hands over to the daemon.
final class RunCommand {

  /// Which of chronyd's features there are, in the form that scripts look for.
  private static final String FEATURES =
      "+CMDMON +REFCLOCK -RTC -PRIVDROP -SCFILTER +SIGND -NTS +SECHASH +IPV6 -DEBUG";

  /// Runs a daemon until its end and returns the exit status.
  @FunctionalInterface
  interface Launcher {
    int launch(
        Platform platform,
        DaemonConfig config,
        RunOptions options,
        PrintStream out,
        PrintStream err);
  }

  /// The real daemon with the files of this machine. Its log lines go out one by one.
  static int daemon(List<String> args, Output output) {
    PrintStream err = new PrintStream(output.err(), true, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(output.out(), true, StandardCharsets.UTF_8);
    Launcher launcher =
        (platform, config, options, results, log) ->
            new Daemon(platform, config, options, results, log).run();
    return new RunCommand(Main.version(), new DiskConfigSource(), launcher).run(args, out, err);
  }

  private final String version;
  private final ConfigSource source;
  private final Launcher launcher;

  /// The command of a program.
  ///
  /// @param version of the program, for `-v`
  /// @param source where configuration files are, usually the disk
  RunCommand(String version, ConfigSource source, Launcher launcher) {
    this.version = version;
    this.source = source;
    this.launcher = launcher;
  }

  /// Does what the arguments ask for, until it is done or the daemon ends.
  ///
  /// @param args what follows `run`
  /// @return the exit status, see {@link ExitStatus}
  int run(List<String> args, PrintStream out, PrintStream err) {
    RunArguments arguments;
    try {
      arguments = RunArguments.parse(args);
    } catch (UsageException e) {
      err.println("meantime run: " + e.getMessage());
      err.println("Try 'meantime run --help'.");
      return ExitStatus.FAILURE.code();
    }
    return switch (arguments.task()) {
      case SHOW_HELP -> {
        out.print(RunArguments.usage());
        yield ExitStatus.SUCCESS.code();
      }
      case SHOW_VERSION -> {
        out.println("meantime version " + version + " (" + FEATURES + ")");
        yield ExitStatus.SUCCESS.code();
      }
      case PRINT_CONFIGURATION -> print(arguments, out, err);
      case RUN -> start(arguments, out, err);
    };
  }

  private int print(RunArguments arguments, PrintStream out, PrintStream err) {
    ConfigResult result = read(arguments);
    result.directives().subList(0, result.untilError()).forEach(out::println);
    out.flush();
    tell(result, arguments.options(), err);
    return (result.hasErrors() ? ExitStatus.FAILURE : ExitStatus.SUCCESS).code();
  }

  private int start(RunArguments arguments, PrintStream out, PrintStream err) {
    RunOptions options = arguments.options();
    ConfigResult result = read(arguments);
    arguments
        .withoutEffect()
        .forEach(option ->
            err.println("meantime run: warning: option " + option + " has no effect yet"));
    tell(result, options, err);
    if (result.hasErrors()) {
      long errors = result.problems().stream().filter(ConfigProblem::isError).count();
      err.println(
          "meantime run: not started: "
              + errors
              + (errors == 1 ? " error" : " errors")
              + " in the configuration");
      return ExitStatus.FAILURE.code();
    }
    DaemonConfig config =
        options.mode() == Mode.MEASURE_ONCE ? result.config().clientOnly() : result.config();
    try (Platform platform = Platforms.open(named(arguments.platform()))) {
      return launcher.launch(platform, config, options, out, err);
    } catch (IOException e) {
      err.println("meantime run: " + e.getMessage());
      return ExitStatus.FAILURE.code();
    }
  }

  private static Optional<String> named(String platform) {
    return platform.isEmpty() ? Optional.empty() : Optional.of(platform);
  }

  private ConfigResult read(RunArguments arguments) {
    if (!arguments.directives().isEmpty()) {
      return ConfigParser.parseArguments(arguments.directives(), source);
    }
    return arguments.file().isEmpty()
        ? ConfigParser.parseDefault(source)
        : ConfigParser.parseFile(arguments.file(), source);
  }

  private static void tell(ConfigResult result, RunOptions options, PrintStream err) {
    boolean warnings = options.minimumSeverity().compareTo(Severity.WARNING) <= 0;
    result.problems().stream()
        .filter(problem -> warnings || problem.isError())
        .forEach(err::println);
  }
}
