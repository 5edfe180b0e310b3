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
    SELECTED('*'),
    NONSELECTABLE('?'),
    FALSETICKER('x'),
    JITTERY('~'),
    COMBINED('+'),
    SELECTABLE('-');

    private final char symbol;

    State(char symbol) {
      this.symbol = symbol;
    }

    public char symbol() {
      return symbol;
    }

    /// As in the packet.
    int code() {
      return ordinal();
    }
  }

  /// What kind of source it is, in wire order, with the character that `sources` shows.
  public enum Mode {
    CLIENT('^'),
    PEER('='),
    REFERENCE_CLOCK('#');

    private final char symbol;

    Mode(char symbol) {
      this.symbol = symbol;
    }

    public char symbol() {
      return symbol;
    }

    /// As in the packet.
    int code() {
      return ordinal();
    }
  }
}
