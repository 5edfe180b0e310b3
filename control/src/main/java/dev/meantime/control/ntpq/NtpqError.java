// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

/// Why a request is refused, with the number that is sent (RFC 9327 §3.2).
enum NtpqError {
  PERMISSION(1),
  BAD_FORMAT(2),
  BAD_OPCODE(3),
  UNKNOWN_ASSOCIATION(4),
  UNKNOWN_VARIABLE(5),
  BAD_VALUE(6);

  private final int code;

  NtpqError(int code) {
    this.code = code;
  }

  /// The status word of the refusal.
  int statusWord() {
    return code << 8;
  }
}
