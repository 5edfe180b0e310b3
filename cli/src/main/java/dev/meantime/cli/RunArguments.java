// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.daemon.RunOptions;
import dev.meantime.daemon.RunOptions.Mode;
import dev.meantime.daemon.RunOptions.Severity;
import dev.meantime.daemon.config.AddressFamily;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

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

  private static final List<String> NOT_YET = List.of("-r", "-u", "-m", "-P", "-N", "-F");

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

  /// @throws ParameterException with a message for the user
  static RunArguments parse(List<String> arguments) {
    CommandLine commandLine = commandLine();
    ParseResult result = commandLine.parseArgs(arguments.toArray(String[]::new));
    return new RunArguments(
        task(result),
        result.matchedOptionValue("-f", ""),
        result.matchedOptionValue("--platform", ""),
        result.matchedPositionalValue(0, List.<String>of()),
        options(commandLine, result),
        NOT_YET.stream().filter(result::hasMatchedOption).toList());
  }

  static String usage() {
    return commandLine().getUsageMessage(Ansi.OFF);
  }

  private static Task task(ParseResult result) {
    if (result.hasMatchedOption("-h")) {
      return Task.SHOW_HELP;
    }
    if (result.hasMatchedOption("-v")) {
      return Task.SHOW_VERSION;
    }
    return result.hasMatchedOption("-p") ? Task.PRINT_CONFIGURATION : Task.RUN;
  }

  private static RunOptions options(CommandLine commandLine, ParseResult result) {
    Mode mode =
        result.hasMatchedOption("-Q")
            ? Mode.MEASURE_ONCE
            : result.hasMatchedOption("-q") ? Mode.SET_ONCE : Mode.NORMAL;
    boolean print = result.hasMatchedOption("-p");
    boolean toError = result.hasMatchedOption("-d") || mode != Mode.NORMAL || print;
    Numbers numbers = new Numbers(commandLine, result);
    return new RunOptions(
        mode,
        family(result),
        result.hasMatchedOption("-n") || toError,
        toError,
        result.matchedOptionValue("-l", ""),
        severity(numbers, print),
        result.hasMatchedOption("-r"),
        result.hasMatchedOption("-R"),
        result.hasMatchedOption("-s"),
        Math.max(0, numbers.read("-t", 0, Integer.MIN_VALUE, Integer.MAX_VALUE)),
        result.matchedOptionValue("-u", ""),
        !result.hasMatchedOption("-U") && mode != Mode.MEASURE_ONCE && !print,
        !result.hasMatchedOption("-x") && mode != Mode.MEASURE_ONCE,
        result.hasMatchedOption("-m"),
        numbers.read("-P", -1, 0, 100),
        numbers.read("-N", -1, 0, Integer.MAX_VALUE),
        numbers.read("-F", 0, -2, 2));
  }

  /// The last of both counts.
  private static AddressFamily family(ParseResult result) {
    AddressFamily family = AddressFamily.ANY;
    for (OptionSpec option : result.matchedOptions()) {
      family =
          switch (option.shortestName()) {
            case "-4" -> AddressFamily.IPV4;
            case "-6" -> AddressFamily.IPV6;
            default -> family;
          };
    }
    return family;
  }

  private static Severity severity(Numbers numbers, boolean print) {
    int level = numbers.read("-L", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    Severity asked =
        switch (Math.clamp(level, -1, 3)) {
          case -1 -> Severity.DEBUG;
          case 0 -> Severity.INFO;
          case 1 -> Severity.WARNING;
          case 2 -> Severity.ERROR;
          default -> Severity.FATAL;
        };
    return print && asked.compareTo(Severity.WARNING) < 0 ? Severity.WARNING : asked;
  }

  /// Reads whole numbers, so that the message about a wrong one is ours.
  private record Numbers(CommandLine commandLine, ParseResult result) {
    int read(String option, int absent, int min, int max) {
      if (!result.hasMatchedOption(option)) {
        return absent;
      }
      String text = result.matchedOptionValue(option, "");
      int value;
      try {
        value = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new ParameterException(
            commandLine, "option " + option + ": '" + text + "' is not a whole number", e);
      }
      if (value < min || value > max) {
        throw new ParameterException(
            commandLine,
            "option "
                + option
                + ": "
                + text
                + " is out of range (allowed: "
                + min
                + " to "
                + max
                + ")");
      }
      return value;
    }
  }

  private static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name("meantime run");
    spec.usageMessage()
        .description("Keeps the clock right. Without directives the configuration file is read.");
    flag(spec, "use IPv4 only", "-4");
    flag(spec, "use IPv6 only", "-6");
    value(spec, "FILE", "read this configuration (default: /etc/chrony/chrony.conf)", "-f");
    flag(spec, "stay in the foreground", "-n");
    flag(spec, "stay in the foreground and log to standard error", "-d");
    value(spec, "FILE", "log to this file", "-l");
    value(spec, "LEVEL", "log from this severity on: -1 debug, 0 info, 1 warning, 2 error", "-L");
    flag(spec, "print the configuration and exit", "-p");
    value(spec, "SECONDS", "exit after so long", "-t");
    flag(spec, "set the clock once and exit", "-q");
    flag(spec, "print the offset, touch nothing and exit", "-Q");
    flag(spec, "reload the dumped sample histories", "-r");
    flag(spec, "restart: no initial step", "-R");
    flag(spec, "set the clock from the real-time clock first", "-s");
    value(spec, "USER", "run as this user", "-u");
    flag(spec, "do not insist on being root", "-U");
    flag(spec, "leave the clock alone", "-x");
    flag(spec, "lock the memory", "-m");
    value(spec, "PRIORITY", "real-time priority, 0 to 100", "-P");
    value(spec, "DESCRIPTOR", "write a newline to this file descriptor when ready", "-N");
    value(spec, "LEVEL", "level of the system call filter, -2 to 2", "-F");
    value(spec, "NAME", "run on this platform", "--platform");
    flag(spec, "print the version and exit", "-v", "--version");
    flag(spec, "print this and exit", "-h", "--help");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIRECTIVE")
            .arity("0..*")
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("lines of a configuration, in place of the file")
            .build());
    return new CommandLine(spec).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
  }

  private static void flag(CommandSpec spec, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names).type(boolean.class).arity("0").description(description).build());
  }

  private static void value(CommandSpec spec, String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .paramLabel(label)
            .type(String.class)
            .arity("1")
            .description(description)
            .build());
  }
}
