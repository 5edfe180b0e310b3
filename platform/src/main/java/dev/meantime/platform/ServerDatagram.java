// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A datagram in the buffer that it was received into, with what is known of it. One object serves
/// for all datagrams of a thread, which owns it; nothing is allocated for one more.
///
/// Addresses are 128 bits in two numbers; an IPv4 address is the IPv4-mapped `::ffff:a.b.c.d`.
public final class ServerDatagram {

  /// What the high 32 bits of the lower half of an IPv4-mapped address are.
  public static final long IPV4_PREFIX = 0xffffL << 32;

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int offset;
  private int length;
  private long remoteHigh;
  private long remoteLow;
  private int remotePort;
  private long localHigh;
  private long localLow;
  private long receivedNanos;
  private Timestamp.Source receivedSource = Timestamp.Source.DAEMON;
  private long departure;
  private boolean stamped;
  private long token;

  /// Nowhere yet.
  public ServerDatagram() {}

  /// Says where the next datagram lies; what was known of the last one is forgotten.
  ///
  /// @param buffer big-endian
  public void place(ByteBuffer buffer, int offset, int length) {
    if (buffer.order() != ByteOrder.BIG_ENDIAN) {
      throw new IllegalArgumentException("the network's octet order is big-endian");
    }
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
    this.stamped = false;
    this.departure = 0;
  }

  /// Says where it came from.
  public void from(long high, long low, int port) {
    remoteHigh = high;
    remoteLow = low;
    remotePort = port;
  }

  /// Says which address it was sent to; both zero when that is not known.
  public void to(long high, long low) {
    localHigh = high;
    localLow = low;
  }

  /// Says when it arrived, by the wall clock.
  public void arrived(long receivedNanos, Timestamp.Source source) {
    this.receivedNanos = receivedNanos;
    this.receivedSource = source;
  }

  public ByteBuffer buffer() {
    return buffer;
  }

  /// Where in the buffer its first octet is.
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public long remoteHigh() {
    return remoteHigh;
  }

  public long remoteLow() {
    return remoteLow;
  }

  public int remotePort() {
    return remotePort;
  }

  public long localHigh() {
    return localHigh;
  }

  public long localLow() {
    return localLow;
  }

  public long receivedNanos() {
    return receivedNanos;
  }

  public Timestamp.Source receivedSource() {
    return receivedSource;
  }

  /// Says what {@link DatagramAnswerer#depart} shall be told.
  public void departs(long departure) {
    this.departure = departure;
  }

  public long departure() {
    return departure;
  }

  /// Asks for the reply's transmit timestamp, which {@link DatagramAnswerer#onTransmitted} will get
  /// together with this token if the platform has one.
  public void stamp(long token) {
    this.stamped = true;
    this.token = token;
  }

  public boolean isStamped() {
    return stamped;
  }

  public long token() {
    return token;
  }
}
