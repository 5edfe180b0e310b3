// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.daemon.RunOptions;
import dev.meantime.daemon.RunOptions.Mode;
import dev.meantime.daemon.RunOptions.Severity;
import dev.meantime.daemon.config.AddressFamily;
import java.util.List;

/// The command line of `meantime run`: chronyd's short options and a few long ones.
///
/// @param task what is asked for
/// @param file `-f`; empty for the default file
/// @param platform `--platform`; empty for the best one
/// @param directives what follows the options: a configuration in place of a file
/// @param options what the daemon needs to know
/// @param withoutEffect options that are taken, as chronyd does, but have no effect yet
record RunArguments(
    Task task,
    String file,
    String platform,
    List<String> directives,
    RunOptions options,
    List<String> withoutEffect) {

  private static final List<String> NOT_YET = List.of("r", "u", "m", "P", "N", "F");

  private static final OptionParser PARSER =
      new OptionParser(
          "run",
          "Keeps the clock right. Without directives the configuration file is read",
          "[DIRECTIVE]...",
          List.of(
              Option.flag("4", "use IPv4 only"),
              Option.flag("6", "use IPv6 only"),
              Option.valued(
                  "f", "FILE", "read this configuration in place of\n/etc/chrony/chrony.conf"),
              Option.flag("n", "stay in the foreground"),
              Option.flag("d", "stay in the foreground and log to standard error"),
              Option.valued("l", "FILE", "log to this file"),
              Option.valued(
                  "L",
                  "LEVEL",
                  "log from this severity on:\n-1 debug, 0 info, 1 warning, 2 error, 3 fatal"),
              Option.flag("p", "print the configuration and exit"),
              Option.valued("t", "SECONDS", "exit after so long"),
              Option.flag("q", "set the clock once and exit"),
              Option.flag("Q", "print the offset, touch nothing and exit"),
              Option.flag("r", "reload the dumped sample histories"),
              Option.flag("R", "restart: no initial step"),
              Option.flag("s", "set the clock from the real-time clock first"),
              Option.valued("u", "USER", "run as this user"),
              Option.flag("U", "do not insist on being root"),
              Option.flag("x", "leave the clock alone"),
              Option.flag("m", "lock the memory"),
              Option.valued("P", "PRIORITY", "real-time priority, 0 to 100"),
              Option.valued(
                  "N", "DESCRIPTOR", "write a newline to this file descriptor\nwhen ready"),
              Option.valued("F", "LEVEL", "level of the system call filter, -2 to 2"),
              Option.valued("", "platform", "NAME", "run on this platform"),
              Option.flag("v", "version", "print the version and exit")));

  RunArguments {
    directives = List.copyOf(directives);
    withoutEffect = List.copyOf(withoutEffect);
  }

  /// What is asked for.
  enum Task {
    RUN,
    PRINT_CONFIGURATION,
    SHOW_HELP,
    SHOW_VERSION
  }

  /// @throws UsageException when the command line makes no sense
  static RunArguments parse(List<String> arguments) throws UsageException {
    OptionParser.Parsed parsed = PARSER.parse(arguments);
    return new RunArguments(
        task(parsed),
        parsed.value("f").orElse(""),
        parsed.value("platform").orElse(""),
        parsed.operands(),
        options(parsed),
        NOT_YET.stream().filter(parsed::has).map(letter -> "-" + letter).toList());
  }

  static String usage() {
    return PARSER.help();
  }

  private static Task task(OptionParser.Parsed parsed) {
    if (parsed.has("help")) {
      return Task.SHOW_HELP;
    }
    if (parsed.has("version")) {
      return Task.SHOW_VERSION;
    }
    return parsed.has("p") ? Task.PRINT_CONFIGURATION : Task.RUN;
  }

  private static RunOptions options(OptionParser.Parsed parsed) throws UsageException {
    Mode mode = parsed.has("Q") ? Mode.MEASURE_ONCE : parsed.has("q") ? Mode.SET_ONCE : Mode.NORMAL;
    boolean print = parsed.has("p");
    boolean toError = parsed.has("d") || mode != Mode.NORMAL || print;
    return new RunOptions(
        mode,
        family(parsed),
        parsed.has("n") || toError,
        toError,
        parsed.value("l").orElse(""),
        severity(parsed, print),
        parsed.has("r"),
        parsed.has("R"),
        parsed.has("s"),
        Math.max(0, parsed.integer("t", 0)),
        parsed.value("u").orElse(""),
        !parsed.has("U") && mode != Mode.MEASURE_ONCE && !print,
        !parsed.has("x") && mode != Mode.MEASURE_ONCE,
        parsed.has("m"),
        parsed.integer("P", -1, 0, 100),
        parsed.integer("N", -1, 0, Integer.MAX_VALUE),
        parsed.integer("F", 0, -2, 2));
  }

  /// The last of both counts.
  private static AddressFamily family(OptionParser.Parsed parsed) {
    return switch (parsed.last("4", "6").orElse("")) {
      case "4" -> AddressFamily.IPV4;
      case "6" -> AddressFamily.IPV6;
      default -> AddressFamily.ANY;
    };
  }

  private static Severity severity(OptionParser.Parsed parsed, boolean print)
      throws UsageException {
    Severity asked =
        switch (Math.clamp(parsed.integer("L", 0), -1, 3)) {
          case -1 -> Severity.DEBUG;
          case 0 -> Severity.INFO;
          case 1 -> Severity.WARNING;
          case 2 -> Severity.ERROR;
          default -> Severity.FATAL;
        };
    return print && asked.compareTo(Severity.WARNING) < 0 ? Severity.WARNING : asked;
  }
}
