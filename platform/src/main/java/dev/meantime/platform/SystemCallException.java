// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;

/// The operating system refused a call.
public final class SystemCallException extends IOException {

  private static final long serialVersionUID = 1;

  private final String call;
  private final String errno;

  /// @param call the system call that failed, such as `bind`
  /// @param errno its error's name, such as `EADDRINUSE`
  /// @param text what the error means, such as `Address already in use`
  public SystemCallException(String call, String errno, String text) {
    super(call + ": " + errno + " (" + text + ")");
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
