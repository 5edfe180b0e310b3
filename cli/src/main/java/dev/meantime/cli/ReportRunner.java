// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// Runs a report once or again and again. Failures are printed where chronyc prints them, on
/// standard output, because scripts look for them there; JSON's reader gets them on standard error.
final class ReportRunner {

  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

  private ReportRunner() {}

  static int run(
      Subcommand command,
      ReportOptionsParser.Extra extra,
      List<String> args,
      Output output,
      Report report) {
    try {
      Optional<ReportOptions> options = ReportOptionsParser.parse(command, extra, args, output);
      return options.isPresent() ? run(options.get(), output, report) : Exit.OK;
    } catch (UsageException e) {
      output.err().println("meantime " + command.word() + ": " + e.getMessage() + " (see --help)");
      return Exit.USAGE;
    }
  }

  private static int run(ReportOptions options, Output output, Report report) {
    List<Daemons.Place> places;
    try {
      places = Daemons.of(options.hosts(), options.port());
    } catch (UnknownHostException e) {
      output.err().println("meantime: no address for host " + e.getMessage());
      return Exit.FAILED;
    }
    SecureRandom random = new SecureRandom();
    try (ControlClient daemon = new ControlClient(places, random::nextInt)) {
      return repeat(options, daemon, output, report, ReportRunner::sleep);
    }
  }

  /// Reports once, and with `--watch` again after each pause, until a pause is interrupted or
  /// nobody reads any more.
  ///
  /// @param pause waits so many seconds; false when it was interrupted
  static int repeat(
      ReportOptions options,
      ControlClient daemon,
      Output output,
      Report report,
      DoublePredicate pause) {
    int exit = once(options, daemon, output, report, false);
    while (options.watchSeconds() > 0
        && !output.out().checkError()
        && pause.test(options.watchSeconds())) {
      exit = once(options, daemon, output, report, true);
    }
    return exit;
  }

  private static boolean sleep(double seconds) {
    try {
      Thread.sleep((long) (seconds * 1000));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int once(
      ReportOptions options, ControlClient daemon, Output output, Report report, boolean again) {
    StringBuilder text = new StringBuilder();
    int exit = Exit.OK;
    boolean json = options.style() == ReportOptions.Style.JSON;
    try {
      report.write(options, daemon, text);
    } catch (ControlException e) {
      exit = Exit.FAILED;
      if (json) {
        output.err().println("meantime: " + e.getMessage());
        output.err().flush();
      } else {
        text.append(e.getMessage()).append('\n');
      }
    }
    if (options.watchSeconds() > 0 && options.style() == ReportOptions.Style.TABLE) {
      // On a terminal the new report replaces the old one; elsewhere a blank line parts them.
      output.out().print(output.terminal() ? CLEAR_SCREEN : again ? "\n" : "");
    }
    output.out().print(text);
    output.out().flush();
    return exit;
  }
}
