// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a report's command line. Options are chronyc's where chronyc has them; they go after the
/// command's name here and mean the same.
final class ReportOptionsParser {

  private static final double DEFAULT_WATCH_SECONDS = 2;
  private static final long MOST_PACKETS = 0xffff_ffffL;
  private static final double SHORTEST_WATCH_SECONDS = 0.1;

  /// Which options a report has beyond those of all.
  enum Extra {
    NONE,
    /// `-a` and `-v`
    SOURCES,
    /// `-a`, `-v` and `--reasons`
    REASONS,
    /// `--reasons` alone
    SERVER,
    /// `-r`, `-k` and `-p`, which takes the port's letter as with chronyc
    CLIENTS
  }

  private ReportOptionsParser() {}

  /// The options; empty when there is nothing more to do because help was asked for.
  ///
  /// @throws UsageException when the command line makes no sense
  static Optional<ReportOptions> parse(
      Subcommand command, Extra extra, List<String> args, Output output) throws UsageException {
    OptionParser parser = new OptionParser(command.word(), command.summary(), "", options(extra));
    OptionParser.Parsed parsed = parser.parse(args);
    if (parsed.has("help")) {
      output.out().print(parser.help());
      return Optional.empty();
    }
    return Optional.of(options(parsed));
  }

  private static ReportOptions options(OptionParser.Parsed parsed) throws UsageException {
    if (parsed.has("csv") && parsed.has("json")) {
      throw new UsageException("--csv and --json exclude each other");
    }
    double watch =
        parsed.has("watch")
            ? parsed.real("watch", DEFAULT_WATCH_SECONDS, SHORTEST_WATCH_SECONDS)
            : 0;
    return new ReportOptions(
        style(parsed),
        names(parsed),
        parsed.value("host").map(hosts -> Arrays.asList(hosts.split(","))).orElse(Daemons.DEFAULT),
        parsed.integer("port", Daemons.DEFAULT_PORT, 1, 65_535),
        watch,
        parsed.has("all"),
        parsed.has("verbose"),
        parsed.has("reasons"),
        new ReportOptions.Clients(
            parsed.has("reset"),
            parsed.has("nts-ke"),
            parsed.whole("packets", 0, 0, MOST_PACKETS)));
  }

  private static ReportOptions.Style style(OptionParser.Parsed parsed) {
    if (parsed.has("json")) {
      return ReportOptions.Style.JSON;
    }
    return parsed.has("csv") ? ReportOptions.Style.CSV : ReportOptions.Style.TABLE;
  }

  /// As with chronyc, `-N` wins over `-n`, and CSV has addresses.
  private static ReportOptions.Names names(OptionParser.Parsed parsed) {
    if (parsed.has("names")) {
      return ReportOptions.Names.ORIGINAL;
    }
    return parsed.has("numeric") || style(parsed) != ReportOptions.Style.TABLE
        ? ReportOptions.Names.NUMERIC
        : ReportOptions.Names.RESOLVED;
  }

  private static List<Option> options(Extra extra) {
    List<Option> options = new ArrayList<>();
    options.add(Option.flag("c", "csv", "chronyc's comma-separated values: no header, no units"));
    options.add(
        Option.flag(
            "",
            "json",
            "one JSON document: SI units, offsets positive\nwhen the local clock is behind"));
    options.add(Option.flag("n", "numeric", "addresses instead of names"));
    if (extra == Extra.CLIENTS) {
      options.add(Option.flag("r", "reset", "count these clients anew from zero"));
      options.add(Option.flag("k", "nts-ke", "NTS-KE instead of commands"));
      options.add(Option.valued("p", "packets", "MIN", "only those who used a service so often"));
    } else {
      options.add(Option.flag("N", "names", "names as in the daemon's configuration"));
    }
    if (extra == Extra.SOURCES || extra == Extra.REASONS) {
      options.add(Option.flag("a", "all", "also sources without an address yet"));
      options.add(Option.flag("v", "verbose", "with a legend"));
    }
    if (extra == Extra.REASONS) {
      options.add(Option.flag("", "reasons", "with why each source is believed or not"));
    }
    if (extra == Extra.SERVER) {
      options.add(Option.flag("", "reasons", "what became of each packet instead, and why"));
    }
    options.add(
        Option.valued(
            "h",
            "host",
            "HOST[,HOST]",
            "where to ask: names, addresses or socket paths,\nthe first that answers"));
    String port = extra == Extra.CLIENTS ? "" : "p";
    options.add(Option.valued(port, "port", "PORT", "UDP port of the daemon, 323 if not given"));
    options.add(
        Option.optional(
            "watch", "SECONDS", "again and again, every 2 s if not given,\nuntil interrupted"));
    return options;
  }
}
