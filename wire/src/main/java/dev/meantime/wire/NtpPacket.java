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

  public NtpPacket {
    extensionFields = List.copyOf(extensionFields);
    if (version < 1 || version > 4) {
      throw new IllegalArgumentException("version " + version);
    }
  }

  /// A client's request that tells the server nothing but its poll interval: every other field is
  /// zero or meaningless, and the transmit timestamp is an unpredictable cookie that the answer
  /// must return.
  public static NtpPacket clientRequest(int version, int poll, long cookie) {
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
        NtpTimestamp.ZERO,
        NtpTimestamp.ZERO,
        new NtpTimestamp(cookie),
        List.of(),
        new MacField.None());
  }
}
