// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// The leap indicator (RFC 5905 figure 9), in wire order.
public enum LeapIndicator {
  /// No leap second is announced.
  NONE,
  /// The last minute of the day has 61 seconds.
  INSERT,
  /// The last minute of the day has 59 seconds.
  DELETE,
  /// The clock is not synchronised.
  UNSYNCHRONISED;

  private static final LeapIndicator[] BY_CODE = values();

  /// The indicator with this 2-bit code.
  public static LeapIndicator of(int code) {
    return BY_CODE[code & 3];
  }

  public int code() {
    return ordinal();
  }
}
