// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlStatus;
import java.io.IOException;
import java.util.Optional;

/// The daemon could not be asked, or said no. The message is chronyc's line for it.
final class ControlException extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;

  private ControlException(String message, int status) {
    super(message);
    this.status = status;
  }

  /// Nobody answered.
  static ControlException unreachable() {
    return new ControlException("506 Cannot talk to daemon", -1);
  }

  /// Something else was answered than was asked.
  static ControlException badReply() {
    return new ControlException("508 Bad reply from daemon", -1);
  }

  /// The daemon refused.
  static ControlException refused(int code) {
    String text =
        ControlStatus.of(code)
            .map(ControlStatus::text)
            .orElse("520 Got unexpected error from daemon");
    return new ControlException(text, code);
  }

  /// What the daemon said; empty when it did not get to say anything.
  Optional<ControlStatus> status() {
    return status < 0 ? Optional.empty() : ControlStatus.of(status);
  }
}
