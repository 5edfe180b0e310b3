// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

/// What came of decoding a datagram. Malformed input is an ordinary value: it is counted, never
/// thrown or logged.
public sealed interface Decoded {

  /// A well-formed packet. Whether it is authentic or answers a question is not decided here.
  ///
  /// @param packet the header, fields and MAC
  /// @param macOffset where the MAC field starts, which is the number of octets a symmetric MAC
  ///   covers; the length of the datagram when there is none
  record Packet(NtpPacket packet, int macOffset) implements Decoded {}

  /// Not an NTP packet of versions 1 to 4.
  record Malformed(Reason reason) implements Decoded {}

  /// Why a datagram is not a packet. Each reason is also a counter's label.
  enum Reason {
    TOO_SHORT("shorter than the 48-octet header"),
    TOO_LONG("longer than any NTP packet"),
    UNALIGNED("length not a multiple of four"),
    UNSUPPORTED_VERSION("version not 1 to 4"),
    BAD_EXTENSION_FIELD("extension field with a length that cannot be"),
    BAD_MAC_LENGTH("MAC field of a length that no algorithm has");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
