// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

/// The exit status of `meantime run`, as chronyd's.
public enum ExitStatus {
  /// Ended by a signal or a command; with `-q` and `-Q` the offset was found; with `-t` the clock
  /// was synchronised in the end.
  SUCCESS(0),
  /// A wrong option or configuration, a failed start, an offset beyond `maxchange`; with `-q` and
  /// `-Q` no source could be used; with `-t` the clock was not synchronised in the end.
  FAILURE(1);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
