// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// The association mode of a packet (RFC 5905 figure 10), in wire order.
public enum Mode {
  RESERVED(0),
  SYMMETRIC_ACTIVE(1),
  SYMMETRIC_PASSIVE(2),
  CLIENT(3),
  SERVER(4),
  BROADCAST(5),
  CONTROL(6),
  PRIVATE(7);

  private static final Mode[] BY_CODE = values();

  private final int code;

  Mode(int code) {
    this.code = code;
  }

  /// The mode with this 3-bit code.
  public static Mode of(int code) {
    return BY_CODE[code & 7];
  }

  public int code() {
    return code;
  }
}
