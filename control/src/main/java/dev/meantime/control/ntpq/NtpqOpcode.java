// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

/// What a control message asks for (RFC 9327 §3), and whether we do it.
enum NtpqOpcode {
  UNSPECIFIED(0, Kind.READ),
  READ_STATUS(1, Kind.READ),
  READ_VARIABLES(2, Kind.READ),
  WRITE_VARIABLES(3, Kind.PRIVILEGED),
  READ_CLOCK(4, Kind.READ),
  WRITE_CLOCK(5, Kind.PRIVILEGED),
  SET_TRAP(6, Kind.PRIVILEGED),
  /// Of a server to those who set a trap.
  ASYNCHRONOUS(7, Kind.UNKNOWN),
  CONFIGURE(8, Kind.PRIVILEGED),
  SAVE_CONFIGURATION(9, Kind.PRIVILEGED),
  READ_CLIENTS(10, Kind.READ),
  /// Interfaces and access rules: ntpd too tells them only with a key.
  READ_ORDERED_LIST(11, Kind.PRIVILEGED),
  REQUEST_NONCE(12, Kind.READ),
  UNSET_TRAP(31, Kind.PRIVILEGED),
  /// Any other number.
  NONE(-1, Kind.UNKNOWN);

  enum Kind {
    READ,
    /// Takes a key at ntpd's, and is refused here.
    PRIVILEGED,
    UNKNOWN
  }

  private final int code;
  private final Kind kind;

  NtpqOpcode(int code, Kind kind) {
    this.code = code;
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  static NtpqOpcode of(int code) {
    for (NtpqOpcode opcode : values()) {
      if (opcode.code == code) {
        return opcode;
      }
    }
    return NONE;
  }
}
