// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlRequest;
import dev.meantime.engine.serve.LocalReference;
import java.util.List;

/// `meantime local`: sets what the directive `local` sets. As with chronyc, what is not named is as
/// if it were named nowhere, whatever the configuration says.
final class LocalCommand {

  static final String OPERANDS = "on|off";

  private static final String STRATUM = "stratum";
  private static final String DISTANCE = "distance";
  private static final String ORPHAN = "orphan";
  private static final String ACTIVATE = "activate";
  private static final String WAIT_SYNCED = "waitsynced";
  private static final String WAIT_UNSYNCED = "waitunsynced";

  static final List<Option> OPTIONS =
      List.of(
          Option.valued("", STRATUM, "N", "what it claims, 1 to 15; 10 if not given"),
          Option.valued(
              "", DISTANCE, "SECONDS", "a clock with a source is preferred up to this\nerror; 1"),
          Option.flag("", ORPHAN, "elect one among those that have no source"),
          Option.valued(
              "", ACTIVATE, "SECONDS", "not before a source brought such an error; 0: at once"),
          Option.valued("", WAIT_SYNCED, "SECONDS", "since the last update; 0"),
          Option.valued(
              "",
              WAIT_UNSYNCED,
              "SECONDS",
              "since the last source was lost; 0, or 300 with\n--orphan"));

  private LocalCommand() {}

  static int run(List<String> args, Output output) {
    return ChangeRunner.run(
        Subcommand.LOCAL, OPERANDS, OPTIONS, LocalCommand::request, args, output);
  }

  static ControlRequest.Command request(OptionParser.Parsed parsed) throws UsageException {
    if (parsed.operands().equals(List.of("off"))) {
      for (Option option : OPTIONS) {
        if (parsed.has(option.key())) {
          throw new UsageException("'off' takes no --" + option.key());
        }
      }
      return new ControlRequest.SetLocal(LocalReference.OFF);
    }
    if (!parsed.operands().equals(List.of("on"))) {
      throw new UsageException("either 'on' or 'off' is expected");
    }
    LocalReference usual = LocalReference.OFF;
    return new ControlRequest.SetLocal(
        new LocalReference(
            true,
            parsed.integer(STRATUM, usual.stratum(), 1, 15),
            parsed.real(DISTANCE, usual.distance(), 0),
            parsed.has(ORPHAN),
            parsed.real(ACTIVATE, usual.activate(), 0),
            parsed.real(WAIT_SYNCED, usual.waitSynced(), 0),
            // Negative: the usual one, which depends on the election.
            parsed.has(WAIT_UNSYNCED) ? parsed.real(WAIT_UNSYNCED, 0, 0) : -1));
  }
}
