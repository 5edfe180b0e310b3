// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What came of a command.
public enum CommandResult {
  /// Done, or begun.
  DONE(ControlStatus.SUCCESS),
  /// Tried, and failed.
  FAILED(ControlStatus.FAILED),
  /// No source matches.
  NO_SUCH_SOURCE(ControlStatus.NO_SUCH_SOURCE),
  /// The prefix is too long for its address, or not that of every address.
  BAD_SUBNET(ControlStatus.BAD_SUBNET),
  /// The configuration does not have what the command is about.
  NOT_ENABLED(ControlStatus.NOT_ENABLED),
  /// This daemon has no such command, or its argument makes no sense.
  INVALID(ControlStatus.INVALID);

  private final ControlStatus status;

  CommandResult(ControlStatus status) {
    this.status = status;
  }

  public ControlStatus status() {
    return status;
  }
}
