// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.CommandResult;
import dev.meantime.control.SmoothingChange;
import dev.meantime.engine.serve.LocalReference;

/// What an administrator can change of what is told of the clock. Confined to the loop.
final class ServedTimeCommands {

  private final Timekeeper timekeeper;
  private final Selecting selecting;
  private final EventLog log;

  ServedTimeCommands(Timekeeper timekeeper, Selecting selecting, EventLog log) {
    this.timekeeper = timekeeper;
    this.selecting = selecting;
    this.log = log;
  }

  CommandResult setLocal(LocalReference local) {
    timekeeper.setLocal(local);
    selecting.setOrphanStratum(local.orphanStratum());
    log.info(local.enabled() ? "Enabled local reference mode" : "Disabled local reference mode");
    return CommandResult.DONE;
  }

  CommandResult changeSmoothing(SmoothingChange change) {
    if (timekeeper.smoothing().isEmpty()) {
      return CommandResult.NOT_ENABLED;
    }
    return switch (change) {
      case RESET -> {
        timekeeper.resetSmoothing();
        yield CommandResult.DONE;
      }
      case ACTIVATE -> {
        timekeeper.activateSmoothing();
        yield CommandResult.DONE;
      }
      case UNKNOWN -> CommandResult.INVALID;
    };
  }
}
