// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// The association mode of a packet (RFC 5905 figure 10), in wire order.
public enum Mode {
  RESERVED,
  SYMMETRIC_ACTIVE,
  SYMMETRIC_PASSIVE,
  CLIENT,
  SERVER,
  BROADCAST,
  CONTROL,
  PRIVATE;

  private static final Mode[] BY_CODE = values();

  /// The mode with this 3-bit code.
  public static Mode of(int code) {
    return BY_CODE[code & 7];
  }

  public int code() {
    return ordinal();
  }
}
