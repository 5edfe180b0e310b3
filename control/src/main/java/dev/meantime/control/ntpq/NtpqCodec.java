// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.WireReader;
import dev.meantime.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Control messages as octets (RFC 9327 §2). Thread-safe.
final class NtpqCodec {

  /// Octets before the data.
  static final int HEADER_LENGTH = 12;

  /// As many octets of data fit into one datagram.
  static final int MOST_DATA = 468;

  /// ntpq gives up on an answer of more datagrams.
  static final int MOST_FRAGMENTS = 32;

  private static final int MIN_VERSION = 1;
  private static final int MAX_VERSION = 4;
  private static final int RESPONSE = 0x80;
  private static final int ERROR = 0x40;
  private static final int MORE = 0x20;
  private static final int OPCODE = 0x1f;
  private static final int ALIGNMENT = 4;

  private NtpqCodec() {}

  /// Reads a datagram as a request, with ntpd's checks. What follows the data, padding and a MAC,
  /// is not looked at: nothing that we answer takes a key.
  ///
  /// @param data the first `length` octets count
  static DecodedNtpqRequest decode(byte[] data, int length) {
    if (length < HEADER_LENGTH) {
      return new DecodedNtpqRequest.Ignored();
    }
    WireReader in = new WireReader(data, length);
    int first = in.u8();
    int version = first >>> 3 & 7;
    int second = in.u8();
    int sequence = in.u16();
    in.u16();
    int associationId = in.u16();
    int offset = in.u16();
    int count = in.u16();
    boolean asks = (second & (RESPONSE | ERROR | MORE)) == 0 && offset == 0;
    if ((first & 7) != Mode.CONTROL.code()
        || version < MIN_VERSION
        || version > MAX_VERSION
        || !asks) {
      return new DecodedNtpqRequest.Ignored();
    }
    boolean whole = count <= MOST_DATA && count <= in.remaining() && length % ALIGNMENT == 0;
    String text = whole ? new String(in.octets(count), StandardCharsets.ISO_8859_1) : "";
    NtpqRequest request = new NtpqRequest(version, second & OPCODE, sequence, associationId, text);
    return whole ? new DecodedNtpqRequest.Asks(request) : new DecodedNtpqRequest.Malformed(request);
  }

  /// An answer, in as many datagrams as it takes. What is beyond the longest answer is cut off.
  ///
  /// @param leap of our clock
  /// @param status the word that tells of the system or the association
  static List<byte[]> answer(NtpqRequest request, LeapIndicator leap, int status, byte[] data) {
    int length = Math.min(data.length, MOST_FRAGMENTS * MOST_DATA);
    List<byte[]> fragments = new ArrayList<>();
    int offset = 0;
    do {
      int end = Math.min(offset + MOST_DATA, length);
      int flags = RESPONSE | (end < length ? MORE : 0);
      byte[] part = Arrays.copyOfRange(data, offset, end);
      fragments.add(packet(request, leap, flags, status, offset, part));
      offset = end;
    } while (offset < length);
    return fragments;
  }

  /// A refusal.
  static List<byte[]> refusal(NtpqRequest request, LeapIndicator leap, NtpqError error) {
    return List.of(packet(request, leap, RESPONSE | ERROR, error.statusWord(), 0, new byte[0]));
  }

  private static byte[] packet(
      NtpqRequest request, LeapIndicator leap, int flags, int status, int offset, byte[] data) {
    int padding = -data.length & (ALIGNMENT - 1);
    WireWriter out = new WireWriter(HEADER_LENGTH + data.length + padding);
    out.u8(leap.code() << 6 | request.version() << 3 | Mode.CONTROL.code());
    out.u8(flags | request.opcode());
    out.u16(request.sequence());
    out.u16(status);
    out.u16(request.associationId());
    out.u16(offset);
    out.u16(data.length);
    out.octets(data);
    out.skip(padding);
    return out.toByteArray();
  }
}
