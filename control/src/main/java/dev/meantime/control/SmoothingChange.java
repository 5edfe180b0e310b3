// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What can be done about smoothing (request 52).
public enum SmoothingChange {
  /// Let served time jump to true time.
  RESET(0),
  /// Begin to smooth.
  ACTIVATE(1),
  /// Something that this version does not know.
  UNKNOWN(-1);

  private final int code;

  SmoothingChange(int code) {
    this.code = code;
  }

  /// As in the packet.
  int code() {
    return code;
  }

  static SmoothingChange of(int code) {
    return switch (code) {
      case 0 -> RESET;
      case 1 -> ACTIVATE;
      default -> UNKNOWN;
    };
  }
}
