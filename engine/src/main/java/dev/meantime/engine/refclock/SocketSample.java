// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A datagram that gpsd and others send to a SOCK reference clock: a C struct in the machine's own
/// byte order, with a time stamp of 32 or 64-bit words.
///
/// @param wallNanos the wall clock at the event, nanoseconds since the Unix epoch
/// @param offset true time minus wall clock, seconds; for a pulse, as chronyd takes it, by how much
///   the wall clock was past the second
/// @param pulse whether only the fraction of the second in `offset` counts
/// @param leap as in an NTP packet
public record SocketSample(long wallNanos, double offset, boolean pulse, int leap) {

  /// Octets of the largest datagram that can be one.
  public static final int MAX_LENGTH = 40;

  private static final int SHORT_LENGTH = 32;
  private static final int MAGIC = 0x534f434b;
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;
  private static final double MAX_OFFSET = 0x1p32;

  /// What a datagram comes to.
  public sealed interface Decoded {
    record Valid(SocketSample sample) implements Decoded {}

    /// It is no sample.
    ///
    /// @param reason for a person, without a full stop
    record Malformed(String reason) implements Decoded {}
  }

  /// Reads a datagram in the machine's byte order.
  public static Decoded decode(byte[] datagram) {
    return decode(datagram, ByteOrder.nativeOrder());
  }

  static Decoded decode(byte[] datagram, ByteOrder order) {
    boolean longWords = datagram.length == MAX_LENGTH;
    if (!longWords && datagram.length != SHORT_LENGTH) {
      return new Decoded.Malformed("it has " + datagram.length + " octets instead of 40 or 32");
    }
    ByteBuffer in = ByteBuffer.wrap(datagram).order(order);
    long seconds = longWords ? in.getLong() : in.getInt();
    long micros = longWords ? in.getLong() : in.getInt();
    double offset = in.getDouble();
    int pulse = in.getInt();
    int leap = in.getInt();
    in.getInt();
    if (in.getInt() != MAGIC) {
      return new Decoded.Malformed("it does not end in SOCK");
    }
    if (seconds < 0 || seconds > MAX_SECONDS || micros < 0 || micros > 999_999) {
      return new Decoded.Malformed("its time stamp is out of range");
    }
    if (!(Math.abs(offset) < MAX_OFFSET)) {
      return new Decoded.Malformed("its offset is out of range");
    }
    return new Decoded.Valid(
        new SocketSample(seconds * 1_000_000_000L + micros * 1000, offset, pulse != 0, leap));
  }
}
