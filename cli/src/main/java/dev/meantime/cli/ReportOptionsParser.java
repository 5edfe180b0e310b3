// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Reads a report's command line. Options are chronyc's where chronyc has them, so that they go
/// after the command's name here and mean the same.
final class ReportOptionsParser {

  private static final double DEFAULT_WATCH_SECONDS = 2;
  private static final double SHORTEST_WATCH_SECONDS = 0.1;

  /// Which options a report has beyond those of all.
  enum Extra {
    NONE,
    /// `-a` and `-v`
    SOURCES,
    /// `-a`, `-v` and `--reasons`
    REASONS
  }

  private ReportOptionsParser() {}

  /// The options; empty when there is nothing more to do because help was asked for.
  ///
  /// @throws UsageException when the command line makes no sense
  static Optional<ReportOptions> parse(
      Subcommand command, Extra extra, List<String> args, Output output) throws UsageException {
    CommandSpec spec = spec(command, extra);
    CommandLine line = new CommandLine(spec);
    ParseResult parsed;
    try {
      parsed = line.parseArgs(args.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(e.getMessage());
    }
    if (parsed.hasMatchedOption("--help")) {
      line.usage(output.out());
      return Optional.empty();
    }
    return Optional.of(options(parsed));
  }

  private static ReportOptions options(ParseResult parsed) throws UsageException {
    if (parsed.hasMatchedOption("--csv") && parsed.hasMatchedOption("--json")) {
      throw new UsageException("-c and --json exclude each other");
    }
    int port = parsed.matchedOptionValue("--port", Daemons.DEFAULT_PORT);
    if (port < 1 || port > 65_535) {
      throw new UsageException("a port is from 1 to 65535: " + port);
    }
    double watch = parsed.matchedOptionValue("--watch", 0.0);
    if (parsed.hasMatchedOption("--watch") && !(watch >= SHORTEST_WATCH_SECONDS)) {
      throw new UsageException("--watch takes seconds, from 0.1 on: " + watch);
    }
    String hosts = parsed.matchedOptionValue("--host", "");
    return new ReportOptions(
        style(parsed),
        names(parsed),
        hosts.isEmpty() ? Daemons.DEFAULT : Arrays.asList(hosts.split(",")),
        port,
        watch,
        has(parsed, "--all"),
        has(parsed, "--verbose"),
        has(parsed, "--reasons"));
  }

  private static ReportOptions.Style style(ParseResult parsed) {
    if (parsed.hasMatchedOption("--json")) {
      return ReportOptions.Style.JSON;
    }
    return parsed.hasMatchedOption("--csv") ? ReportOptions.Style.CSV : ReportOptions.Style.TABLE;
  }

  /// As with chronyc, `-N` wins over `-n`, and CSV has addresses.
  private static ReportOptions.Names names(ParseResult parsed) {
    if (parsed.hasMatchedOption("--names")) {
      return ReportOptions.Names.ORIGINAL;
    }
    return parsed.hasMatchedOption("--numeric") || style(parsed) != ReportOptions.Style.TABLE
        ? ReportOptions.Names.NUMERIC
        : ReportOptions.Names.RESOLVED;
  }

  private static boolean has(ParseResult parsed, String option) {
    return parsed.commandSpec().findOption(option) != null && parsed.hasMatchedOption(option);
  }

  private static CommandSpec spec(Subcommand command, Extra extra) {
    CommandSpec spec = CommandSpec.create().name("meantime " + command.word());
    spec.usageMessage().description(command.summary() + ".").sortOptions(false);
    flag(spec, "chronyc's comma-separated values: no header, no units", "-c", "--csv");
    flag(spec, "one JSON document: SI units, offsets positive when the clock is behind", "--json");
    flag(spec, "addresses instead of names", "-n", "--numeric");
    flag(spec, "names as in the daemon's configuration", "-N", "--names");
    if (extra != Extra.NONE) {
      flag(spec, "also sources without an address yet", "-a", "--all");
      flag(spec, "with a legend", "-v", "--verbose");
    }
    if (extra == Extra.REASONS) {
      flag(spec, "with why each source is believed or not", "--reasons");
    }
    spec.addOption(
        OptionSpec.builder("-h", "--host")
            .type(String.class)
            .paramLabel("HOST[,HOST]")
            .description("where to ask: names, addresses or socket paths, the first that answers")
            .build());
    spec.addOption(
        OptionSpec.builder("-p", "--port")
            .type(Integer.class)
            .paramLabel("PORT")
            .description("UDP port of the daemon, 323 if not given")
            .build());
    spec.addOption(
        OptionSpec.builder("--watch")
            .type(Double.class)
            .arity("0..1")
            .fallbackValue(Double.toString(DEFAULT_WATCH_SECONDS))
            .paramLabel("SECONDS")
            .description("again and again, every 2 s if not given, until interrupted")
            .build());
    spec.addOption(OptionSpec.builder("--help").usageHelp(true).description("this text").build());
    return spec;
  }

  private static void flag(CommandSpec spec, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
            .type(boolean.class)
            .description(description)
            .build());
  }
}
