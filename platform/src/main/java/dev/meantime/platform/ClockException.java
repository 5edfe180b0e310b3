// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;

/// The system refused to read or change a clock.
public final class ClockException extends IOException {

  private static final long serialVersionUID = 1;

  private final String call;
  private final String errno;

  /// @param call the system call that failed, such as `clock_adjtime`
  /// @param errno its error's name, such as `EPERM`
  public ClockException(String call, String errno) {
    super(call + " failed: " + errno);
    this.call = call;
    this.errno = errno;
  }

  public String call() {
    return call;
  }

  public String errno() {
    return errno;
  }
}
