// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.SmoothingChange;
import java.util.List;

/// `meantime smoothtime`: begins to smooth served time, or lets it jump.
final class SmoothTimeCommand {

  static final String OPERANDS = "activate|reset";

  private SmoothTimeCommand() {}

  static int run(List<String> args, Output output) {
    return ChangeRunner.run(
        Subcommand.SMOOTHTIME, OPERANDS, List.of(), SmoothTimeCommand::request, args, output);
  }

  static ControlRequest.Command request(OptionParser.Parsed parsed) throws UsageException {
    if (parsed.operands().equals(List.of("activate"))) {
      return new ControlRequest.ChangeSmoothing(SmoothingChange.ACTIVATE);
    }
    if (parsed.operands().equals(List.of("reset"))) {
      return new ControlRequest.ChangeSmoothing(SmoothingChange.RESET);
    }
    throw new UsageException("either 'activate' or 'reset' is expected");
  }
}
