// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Requests octet by octet: what no encoder of ours would write, as well as what it would.
final class Requests {

  /// Octets of a header, and where its fields are (RFC 5905 figure 8).
  static final int HEADER = 48;

  static final int STRATUM = 1;
  static final int POLL = 2;
  static final int REFERENCE = 16;
  static final int ORIGIN = 24;
  static final int RECEIVE = 32;
  static final int TRANSMIT = 40;

  static final int MODE_1_ACTIVE = 1;
  static final int MODE_3_CLIENT = 3;

  /// The experimental field of monotonic time and fine root values that chrony has.
  static final int FIELD_F323 = 0xf323;

  static final int F323_MAGIC = 0xf5bedd9a;

  private static final int POLL_OF_64_SECONDS = 6;
  private static final byte UNKNOWN_PRECISION = 32;

  private Requests() {}

  /// A client's request.
  ///
  /// @param cookie its transmit timestamp
  static byte[] client(int version, long cookie) {
    return header(0, version, MODE_3_CLIENT, cookie);
  }

  /// A header with nothing but these, a poll interval and an unknown precision.
  static byte[] header(int leap, int version, int mode, long cookie) {
    return ByteBuffer.allocate(HEADER)
        .put((byte) (leap << 6 | version << 3 | mode))
        .put(POLL, (byte) POLL_OF_64_SECONDS)
        .put(POLL + 1, UNKNOWN_PRECISION)
        .putLong(TRANSMIT, cookie)
        .array();
  }

  /// An interleaved request as a client with nothing to hide would write it.
  ///
  /// @param serverReceive the receive timestamp of the server's last answer
  static byte[] interleaved(long serverReceive, long receive, long transmit) {
    return ByteBuffer.wrap(client(4, transmit))
        .putLong(ORIGIN, serverReceive)
        .putLong(RECEIVE, receive)
        .array();
  }

  /// A well-formed extension field.
  ///
  /// @param length whole octets, a multiple of four
  static byte[] field(int type, int length) {
    return field(type, length, length);
  }

  /// An extension field that claims another length than it has.
  static byte[] field(int type, int claimed, int length) {
    return ByteBuffer.allocate(length).putShort((short) type).putShort((short) claimed).array();
  }

  /// F323 as a client sends it: all zero but the magic number.
  static byte[] f323() {
    byte[] field = field(FIELD_F323, 28);
    ByteBuffer.wrap(field).putInt(4, F323_MAGIC);
    return field;
  }

  static byte[] with(byte[] datagram, int index, int octet) {
    byte[] changed = datagram.clone();
    changed[index] = (byte) octet;
    return changed;
  }

  static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  static long timestamp(byte[] datagram, int offset) {
    return ByteBuffer.wrap(datagram).getLong(offset);
  }
}
