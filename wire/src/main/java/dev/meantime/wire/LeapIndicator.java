// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// The leap indicator (RFC 5905 figure 9), in wire order.
public enum LeapIndicator {
  /// No leap second is announced.
  NONE(0),
  /// The last minute of the day has 61 seconds.
  INSERT(1),
  /// The last minute of the day has 59 seconds.
  DELETE(2),
  /// The clock is not synchronised.
  UNSYNCHRONISED(3);

  private static final LeapIndicator[] BY_CODE = values();

  private final int code;

  LeapIndicator(int code) {
    this.code = code;
  }

  /// The indicator with this 2-bit code.
  public static LeapIndicator of(int code) {
    return BY_CODE[code & 3];
  }

  public int code() {
    return code;
  }
}
