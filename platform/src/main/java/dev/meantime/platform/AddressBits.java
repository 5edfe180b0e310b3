// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An IP address as 128 bits in two numbers, the form in which answers are decided: an IPv4 address
/// is the IPv4-mapped `::ffff:a.b.c.d`.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record AddressBits(long high, long low) {

  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  public static AddressBits of(InetAddress address) {
    ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? new AddressBits(0, ServerDatagram.IPV4_PREFIX | (octets.getInt() & 0xffff_ffffL))
        : new AddressBits(octets.getLong(), octets.getLong());
  }

  public boolean isIpv4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /// The address, without an interface.
  public InetAddress toInetAddress() {
    byte[] octets =
        isIpv4()
            ? ByteBuffer.allocate(IPV4_LENGTH).putInt((int) low).array()
            : ByteBuffer.allocate(IPV6_LENGTH).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen octets are an address", e);
    }
  }
}
