// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.util.List;

/// An NTP packet of versions 1 to 4 (RFC 5905 figure 8).
///
/// @param leap the leap indicator
/// @param version 1 to 4
/// @param mode the association mode
/// @param stratum 0 to 255: 0 is a kiss code or unspecified, 16 unsynchronised
/// @param poll log2 of the poll interval in seconds, signed
/// @param precision log2 of the clock's precision in seconds, signed
/// @param rootDelay round trip to the reference clock
/// @param rootDispersion error accumulated on the way to the reference clock
/// @param referenceId what the sender is synchronised to
/// @param reference when the sender's clock was last set
/// @param origin the sender's copy of what it received: the request's transmit timestamp
/// @param receive when the request arrived
/// @param transmit when this packet left
/// @param extensionFields in wire order; always empty below version 4
/// @param mac what authenticates the packet
public record NtpPacket(
    LeapIndicator leap,
    int version,
    Mode mode,
    int stratum,
    int poll,
    int precision,
    NtpShort rootDelay,
    NtpShort rootDispersion,
    ReferenceId referenceId,
    NtpTimestamp reference,
    NtpTimestamp origin,
    NtpTimestamp receive,
    NtpTimestamp transmit,
    List<ExtensionField> extensionFields,
    MacField mac) {

  /// Octets of the header.
  public static final int HEADER_LENGTH = 48;

  private static final int LONGEST_V4_DIGEST = 20;
  private static final int SHORTEST_TAIL = 28;

  /// @throws IllegalArgumentException if a value does not fit its octets, or if the fields and the
  ///   MAC could not be told apart by a receiver (RFC 7822 §7.5)
  public NtpPacket {
    extensionFields = List.copyOf(extensionFields);
    check(version >= 1 && version <= 4, "version", version);
    check((stratum & 0xff) == stratum, "stratum", stratum);
    check((byte) poll == poll, "poll", poll);
    check((byte) precision == precision, "precision", precision);
    int fields = extensionFields.size();
    if (version < 4) {
      check(fields == 0, "extension fields below version 4", fields);
    } else {
      if (mac instanceof MacField.Mac full) {
        check(full.digest().length <= LONGEST_V4_DIGEST, "v4 digest length", full.digest().length);
      }
      if (fields > 0) {
        int tail = extensionFields.get(fields - 1).length() + mac.length();
        check(tail >= SHORTEST_TAIL, "octets of last field and MAC", tail);
      }
    }
  }

  private static void check(boolean good, String what, int value) {
    if (!good) {
      throw new IllegalArgumentException(what + ": " + value);
    }
  }

  /// Octets on the wire.
  public int length() {
    int length = HEADER_LENGTH + mac.length();
    for (ExtensionField field : extensionFields) {
      length += field.length();
    }
    return length;
  }

  /// The same packet with another MAC.
  public NtpPacket withMac(MacField other) {
    return new NtpPacket(
        leap,
        version,
        mode,
        stratum,
        poll,
        precision,
        rootDelay,
        rootDispersion,
        referenceId,
        reference,
        origin,
        receive,
        transmit,
        extensionFields,
        other);
  }

  /// A client's request that tells the server nothing but its poll interval: every other field is
  /// zero or meaningless, and the transmit timestamp is an unpredictable cookie that the answer
  /// must return.
  public static NtpPacket clientRequest(int version, int poll, long cookie) {
    return clientRequest(
        version, poll, NtpTimestamp.ZERO, NtpTimestamp.ZERO, new NtpTimestamp(cookie), List.of());
  }

  /// The same in interleaved mode (RFC 9769 §2).
  ///
  /// @param origin the receive timestamp of the server's last answer, by which it finds when that
  ///   one left
  /// @param receive a second cookie, which an interleaved answer returns in place of the first;
  ///   both zero in basic mode
  /// @param extensionFields what is asked for beyond the header; none below version 4
  public static NtpPacket clientRequest(
      int version,
      int poll,
      NtpTimestamp origin,
      NtpTimestamp receive,
      NtpTimestamp transmit,
      List<ExtensionField> extensionFields) {
    return new NtpPacket(
        LeapIndicator.NONE,
        version,
        Mode.CLIENT,
        0,
        poll,
        32,
        NtpShort.ZERO,
        NtpShort.ZERO,
        ReferenceId.NONE,
        NtpTimestamp.ZERO,
        origin,
        receive,
        transmit,
        extensionFields,
        new MacField.None());
  }
}
