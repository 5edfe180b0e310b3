// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.nio.ByteBuffer;

/// The extension fields of an answer, made in the request's own place: those that are understood
/// stay, filled, and the rest are left out, so the answer is never longer than the request. For
/// whoever answers many packets: nothing is allocated, and the buffer is only read between `offset`
/// and `offset + length`.
public final class ExtensionReply {

  /// Result of {@link #macOffset}: the octets are no fields.
  public static final int MALFORMED = -1;

  private static final int CRYPTO_NAK = 4;
  private static final int SHORTEST_MAC = 20;
  private static final int LONGEST_MAC = 24;
  private static final int SHORTEST_FIELD = 16;

  private ExtensionReply() {}

  /// Where the MAC field of a version 4 packet starts, counted from the packet's first octet: its
  /// length when there is none. As {@link PacketCodec#decode} tells them apart.
  ///
  /// @param buffer big-endian
  /// @param offset of the packet's first octet
  /// @param length of the packet, 48 or more
  public static int macOffset(ByteBuffer buffer, int offset, int length) {
    int at = NtpPacket.HEADER_LENGTH;
    while (length - at > LONGEST_MAC) {
      int fieldLength = buffer.getShort(offset + at + 2) & 0xffff;
      if (fieldLength < SHORTEST_FIELD || fieldLength % 4 != 0 || fieldLength > length - at) {
        return MALFORMED;
      }
      at += fieldLength;
    }
    int rest = length - at;
    boolean isMac = rest >= SHORTEST_MAC && rest % 4 == 0;
    boolean isNak = rest == CRYPTO_NAK && buffer.getInt(offset + at) == 0;
    return rest == 0 || isMac || isNak ? at : MALFORMED;
  }

  /// Fills the fields of an answer whose header is written, or will be, in the request's place.
  /// Each field is answered once.
  ///
  /// @param buffer big-endian
  /// @param offset of the packet's first octet
  /// @param macOffset what {@link #macOffset} said of the request
  /// @param rootDelay bits of a {@link FineShort}
  /// @param rootDispersion bits of a {@link FineShort}
  /// @param monotonicReceive bits of the receive timestamp by the clock that is never put right
  /// @param epoch of that clock
  /// @param correction bits of a {@link NetworkCorrection}: 0 but over PTP
  /// @return the length of header and fields; below `macOffset` when some were left out
  public static int fill(
      ByteBuffer buffer,
      int offset,
      int macOffset,
      int rootDelay,
      int rootDispersion,
      long monotonicReceive,
      int epoch,
      long correction) {
    boolean corrected = false;
    boolean rooted = false;
    int to = offset + NtpPacket.HEADER_LENGTH;
    int from = to;
    while (from < offset + macOffset) {
      int type = buffer.getShort(from) & 0xffff;
      int length = buffer.getShort(from + 2) & 0xffff;
      boolean fits = length == KnownField.LENGTH;
      if (type == NetworkCorrection.TYPE && fits && !corrected) {
        corrected = true;
        to = begin(buffer, to, type);
        to = put(buffer, put(buffer, put(buffer, to, correction), 0), 0);
      } else if (type == MonotonicRoot.TYPE
          && fits
          && !rooted
          && buffer.getInt(from + 4) == MonotonicRoot.MAGIC) {
        rooted = true;
        to = begin(buffer, to, type);
        buffer.putInt(to, MonotonicRoot.MAGIC);
        buffer.putInt(to + 4, rootDelay);
        buffer.putInt(to + 8, rootDispersion);
        to = put(buffer, to + 12, monotonicReceive);
        buffer.putInt(to, epoch);
        to += 4;
      }
      from += length;
    }
    return to - offset;
  }

  private static int begin(ByteBuffer buffer, int at, int type) {
    buffer.putShort(at, (short) type);
    buffer.putShort(at + 2, (short) KnownField.LENGTH);
    return at + 4;
  }

  private static int put(ByteBuffer buffer, int at, long value) {
    buffer.putLong(at, value);
    return at + 8;
  }
}
