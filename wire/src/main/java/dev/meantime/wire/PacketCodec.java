// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Between {@link NtpPacket} and octets. Stateless; safe from any thread.
public final class PacketCodec {

  /// The longest datagram decoded: the header, 1024 octets of extension fields and the longest MAC.
  public static final int MAX_LENGTH = NtpPacket.HEADER_LENGTH + 1024 + 68;

  private static final int CRYPTO_NAK = 4;
  private static final int SHORTEST_MAC = 4 + 16;
  private static final int LONGEST_V4_MAC = 4 + 20;
  private static final int LONGEST_MAC = 4 + 64;
  private static final int EXTENDED_MS_SNTP = 4 + MacField.Mac.EXTENDED_MS_SNTP;
  private static final int SHORTEST_FIELD = 16;

  private PacketCodec() {}

  /// Decodes the first `length` octets of `data`.
  ///
  /// Below version 4 everything after the header is a MAC. In version 4 the rest is told apart as
  /// RFC 7822 §7.5 says: four zero octets are a crypto-NAK, 20 to 24 octets are a MAC, and anything
  /// else must be a well-formed field, of which the last without a MAC has 28 octets or more.
  public static Decoded decode(byte[] data, int length) {
    if (length < NtpPacket.HEADER_LENGTH) {
      return new Decoded.Malformed(Decoded.Reason.TOO_SHORT);
    }
    if (length > MAX_LENGTH) {
      return new Decoded.Malformed(Decoded.Reason.TOO_LONG);
    }
    if (length % 4 != 0) {
      return new Decoded.Malformed(Decoded.Reason.UNALIGNED);
    }
    WireReader in = new WireReader(data, length);
    int first = in.u8();
    int version = first >>> 3 & 7;
    if (version < 1 || version > 4) {
      return new Decoded.Malformed(Decoded.Reason.UNSUPPORTED_VERSION);
    }
    Header header = Header.read(first, version, in);
    List<ExtensionField> fields = List.of();
    if (version == 4 && in.remaining() > LONGEST_V4_MAC) {
      fields = new ArrayList<>();
      do {
        int type = in.u16();
        int fieldLength = in.u16();
        if (fieldLength < SHORTEST_FIELD
            || fieldLength % 4 != 0
            || fieldLength - 4 > in.remaining()) {
          return new Decoded.Malformed(Decoded.Reason.BAD_EXTENSION_FIELD);
        }
        fields.add(new ExtensionField(type, in.octets(fieldLength - 4)));
      } while (in.remaining() > LONGEST_V4_MAC);
    }
    int macOffset = length - in.remaining();
    Optional<MacField> mac = mac(version, in);
    if (mac.isEmpty()) {
      return new Decoded.Malformed(Decoded.Reason.BAD_MAC_LENGTH);
    }
    return new Decoded.Packet(header.toPacket(fields, mac.get()), macOffset);
  }

  /// The rest of the datagram as a MAC field, or empty if it cannot be one.
  private static Optional<MacField> mac(int version, WireReader in) {
    int length = in.remaining();
    if (length == 0) {
      return Optional.of(new MacField.None());
    }
    if (length == CRYPTO_NAK) {
      return in.i32() == 0 ? Optional.of(new MacField.CryptoNak()) : Optional.empty();
    }
    if (length < SHORTEST_MAC || length > EXTENDED_MS_SNTP) {
      return Optional.empty();
    }
    MacField.Mac mac = new MacField.Mac(in.i32(), in.octets(length - 4));
    if (length > LONGEST_MAC && (version != 3 || !mac.asksForSignature())) {
      return Optional.empty();
    }
    return Optional.of(mac);
  }

  /// The octets of a packet.
  public static byte[] encode(NtpPacket packet) {
    WireWriter out = new WireWriter(packet.length());
    out.u8(packet.leap().code() << 6 | packet.version() << 3 | packet.mode().code());
    out.u8(packet.stratum());
    out.u8(packet.poll());
    out.u8(packet.precision());
    out.i32(packet.rootDelay().bits());
    out.i32(packet.rootDispersion().bits());
    out.i32(packet.referenceId().bits());
    out.i64(packet.reference().bits());
    out.i64(packet.origin().bits());
    out.i64(packet.receive().bits());
    out.i64(packet.transmit().bits());
    for (ExtensionField field : packet.extensionFields()) {
      out.u16(field.type());
      out.u16(field.length());
      out.octets(field.body());
    }
    switch (packet.mac()) {
      case MacField.None() -> {}
      case MacField.CryptoNak() -> out.i32(0);
      case MacField.Mac(int keyId, byte[] digest) -> {
        out.i32(keyId);
        out.octets(digest);
      }
    }
    return out.toByteArray();
  }

  private record Header(
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
      NtpTimestamp transmit) {

    static Header read(int first, int version, WireReader in) {
      return new Header(
          LeapIndicator.of(first >>> 6),
          version,
          Mode.of(first),
          in.u8(),
          in.i8(),
          in.i8(),
          new NtpShort(in.i32()),
          new NtpShort(in.i32()),
          new ReferenceId(in.i32()),
          new NtpTimestamp(in.i64()),
          new NtpTimestamp(in.i64()),
          new NtpTimestamp(in.i64()),
          new NtpTimestamp(in.i64()));
    }

    NtpPacket toPacket(List<ExtensionField> fields, MacField mac) {
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
          fields,
          mac);
    }
  }
}
