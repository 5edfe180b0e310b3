// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.nio.ByteBuffer;

/// Ethernet frames with a request in UDP, of the one form that {@link XdpProgram} lets through, and
/// how one becomes its own reply where it lies.
final class Frames {

  static final int ETHERTYPE = 12;
  static final int IP = 14;
  static final int IPV4_HEADER = 20;
  static final int IPV6_HEADER = 40;
  static final int UDP_HEADER = 8;
  static final int UDP_PROTOCOL = 17;

  /// Octets of a request.
  static final int REQUEST = 48;

  /// Octets of a request with its UDP header.
  static final int UDP_LENGTH = UDP_HEADER + REQUEST;

  private static final short ETHERTYPE_IPV4 = 0x0800;
  private static final int HOPS = 64;
  private static final int DO_NOT_FRAGMENT = 0x4000;
  private static final int IPV4_FROM = 12;
  private static final int IPV4_TO = 16;
  private static final int IPV6_FROM = 8;
  private static final int IPV6_TO = 24;
  private static final int UDP_CHECKSUM = 6;

  private Frames() {}

  static boolean isIpv4(ByteBuffer octets, int frame) {
    return octets.getShort(frame + ETHERTYPE) == ETHERTYPE_IPV4;
  }

  /// Where UDP begins.
  static int udp(int frame, boolean ipv4) {
    return frame + IP + (ipv4 ? IPV4_HEADER : IPV6_HEADER);
  }

  static int ipv4From(int frame) {
    return frame + IP + IPV4_FROM;
  }

  static int ipv4To(int frame) {
    return frame + IP + IPV4_TO;
  }

  static int ipv6From(int frame) {
    return frame + IP + IPV6_FROM;
  }

  static int ipv6To(int frame) {
    return frame + IP + IPV6_TO;
  }

  /// Sends the frame back to whence it came, with new headers before what UDP now carries.
  ///
  /// @param octets big-endian
  /// @param length of what UDP carries
  /// @param trafficClass differentiated services code point, four times
  /// @return the frame's length
  static int turn(ByteBuffer octets, int frame, boolean ipv4, int length, int trafficClass) {
    turnEthernet(octets, frame);
    int udp = udp(frame, ipv4);
    int udpLength = UDP_HEADER + length;
    int addresses =
        ipv4
            ? turnIpv4(octets, frame + IP, udpLength, trafficClass)
            : turnIpv6(octets, frame + IP, udpLength, trafficClass);
    int ports = octets.getInt(udp);
    octets.putInt(udp, Integer.rotateLeft(ports, 16));
    octets.putShort(udp + 4, (short) udpLength);
    octets.putShort(udp + UDP_CHECKSUM, (short) 0);
    long sum = sum(octets, addresses, udp - addresses) + UDP_PROTOCOL + udpLength;
    int checksum = checksum(sum + sum(octets, udp, udpLength));
    // Zero would mean that there is none (RFC 768), which IPv6 does not allow (RFC 8200 §8.1).
    octets.putShort(udp + UDP_CHECKSUM, (short) (checksum == 0 ? 0xffff : checksum));
    return udp + udpLength - frame;
  }

  private static void turnEthernet(ByteBuffer octets, int frame) {
    int toHigh = octets.getInt(frame);
    short toLow = octets.getShort(frame + 4);
    octets.putInt(frame, octets.getInt(frame + 6));
    octets.putShort(frame + 4, octets.getShort(frame + 10));
    octets.putInt(frame + 6, toHigh);
    octets.putShort(frame + 10, toLow);
  }

  /// @return where the addresses begin
  private static int turnIpv4(ByteBuffer octets, int ip, int udpLength, int trafficClass) {
    octets.put(ip + 1, (byte) trafficClass);
    octets.putShort(ip + 2, (short) (IPV4_HEADER + udpLength));
    // A datagram that is never fragmented needs no number (RFC 6864 §4.1).
    octets.putInt(ip + 4, DO_NOT_FRAGMENT);
    octets.put(ip + 8, (byte) HOPS);
    octets.putShort(ip + 10, (short) 0);
    int from = octets.getInt(ip + IPV4_FROM);
    octets.putInt(ip + IPV4_FROM, octets.getInt(ip + IPV4_TO));
    octets.putInt(ip + IPV4_TO, from);
    octets.putShort(ip + 10, (short) checksum(sum(octets, ip, IPV4_HEADER)));
    return ip + IPV4_FROM;
  }

  /// @return where the addresses begin
  private static int turnIpv6(ByteBuffer octets, int ip, int udpLength, int trafficClass) {
    octets.putInt(ip, (6 << 28) | (trafficClass << 20));
    octets.putShort(ip + 4, (short) udpLength);
    octets.put(ip + 7, (byte) HOPS);
    for (int i = 0; i < 16; i += Long.BYTES) {
      long from = octets.getLong(ip + IPV6_FROM + i);
      octets.putLong(ip + IPV6_FROM + i, octets.getLong(ip + IPV6_TO + i));
      octets.putLong(ip + IPV6_TO + i, from);
    }
    return ip + IPV6_FROM;
  }

  /// The sum of 16-bit numbers (RFC 1071), not yet folded.
  static long sum(ByteBuffer octets, int from, int length) {
    long sum = 0;
    int i = from;
    for (; i <= from + length - Integer.BYTES; i += Integer.BYTES) {
      sum += octets.getInt(i) & 0xffff_ffffL;
    }
    for (int shift = 24; i < from + length; i++) {
      sum += (octets.get(i) & 0xffL) << shift;
      shift -= Byte.SIZE;
    }
    return sum;
  }

  /// What makes a sum zero.
  static int checksum(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) (~folded & 0xffff);
  }
}
