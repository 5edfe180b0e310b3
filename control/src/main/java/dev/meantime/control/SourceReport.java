// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// One source and its last sample (reply 3).
///
/// @param address an NTP source's; for a reference clock its reference ID as an IPv4 address
/// @param poll log2 s
/// @param stratum 0 without samples
/// @param reachability the last eight polls as bits
/// @param sinceSample seconds since the last sample, {@link #NEVER} without one
/// @param measuredOffset seconds, as measured; positive when the local clock was ahead
/// @param adjustedOffset the same, with the corrections of the clock since
/// @param error bound of the measurement's error, seconds
public record SourceReport(
    ControlAddress address,
    int poll,
    int stratum,
    State state,
    Mode mode,
    int reachability,
    long sinceSample,
    double measuredOffset,
    double adjustedOffset,
    double error)
    implements ControlReply {

  /// No sample yet, where an age in seconds is expected.
  public static final long NEVER = 0xffff_ffffL;

  /// A source's part in the selection, in wire order, with the character that `sources` shows.
  public enum State {
    SELECTED(0, '*'),
    NONSELECTABLE(1, '?'),
    FALSETICKER(2, 'x'),
    JITTERY(3, '~'),
    COMBINED(4, '+'),
    SELECTABLE(5, '-');

    private final int code;
    private final char symbol;

    State(int code, char symbol) {
      this.code = code;
      this.symbol = symbol;
    }

    public char symbol() {
      return symbol;
    }

    /// As in the packet.
    int code() {
      return code;
    }
  }

  /// What kind of source it is, in wire order, with the character that `sources` shows.
  public enum Mode {
    CLIENT(0, '^'),
    PEER(1, '='),
    REFERENCE_CLOCK(2, '#');

    private final int code;
    private final char symbol;

    Mode(int code, char symbol) {
      this.code = code;
      this.symbol = symbol;
    }

    public char symbol() {
      return symbol;
    }

    /// As in the packet.
    int code() {
      return code;
    }
  }
}
