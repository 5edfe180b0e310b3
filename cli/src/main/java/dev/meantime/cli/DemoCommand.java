// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.cli.demo.Demo;
import dev.meantime.cli.demo.Glyphs;
import java.util.List;
import java.util.Map;

/// `meantime demo`: the daemon on simulated time, live on a terminal.
final class DemoCommand {

  private static final long SEED = 1;

  private static final String EXIT_CODES =
      """

      It needs neither the network nor privileges, and touches nothing on this machine.
      Where standard output is no terminal it is as with --fast.

      Environment: LINES and COLUMNS (the terminal's size, else stty is asked), NO_COLOR.
      Exit codes: 0 the clock was always as right as the daemon claimed; 1 it was not, or
      the daemon did not start; 2 the command line makes no sense; 130 ended by Ctrl-C.
      """;

  private DemoCommand() {}

  private static OptionParser parser() {
    return new OptionParser(
        "demo",
        Subcommand.DEMO.summary(),
        "",
        List.of(
            Option.flag("", "fast", "tell it in plain lines at once, without the live view"),
            Option.valued("", "seed", "N", "another course of chance (1 unless given): 0 and up")));
  }

  static int run(List<String> args, Output output) {
    return run(args, output, System.getenv(), System.getProperty("native.encoding", ""));
  }

  /// @param environment the process's variables
  /// @param encoding the locale's
  static int run(
      List<String> args, Output output, Map<String, String> environment, String encoding) {
    OptionParser parser = parser();
    try {
      OptionParser.Parsed parsed = parser.parse(args);
      if (parsed.has("help")) {
        output.out().print(parser.help() + EXIT_CODES);
        return Exit.OK;
      }
      long seed = parsed.whole("seed", SEED, 0, Long.MAX_VALUE);
      Glyphs glyphs = encoding.equalsIgnoreCase("UTF-8") ? Glyphs.UNICODE : Glyphs.ASCII;
      Demo demo = new Demo(seed, glyphs, output.out());
      boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
      if (parsed.has("fast") || !output.terminal() || dumb) {
        return exit(demo.tell());
      }
      return exit(demo.show(environment, environment.getOrDefault("NO_COLOR", "").isEmpty()));
    } catch (UsageException e) {
      output.err().println("meantime demo: " + e.getMessage());
      output.err().println("Try 'meantime demo --help'.");
      return Exit.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.FAILED;
    }
  }

  private static int exit(Demo.Outcome outcome) {
    return switch (outcome) {
      case HELD -> Exit.OK;
      case BROKEN, FAILED -> Exit.FAILED;
    };
  }
}
