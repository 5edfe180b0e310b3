// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Requests in frames, made octet by octet, independently of the code under test.
final class XdpFrames {

  static final String SERVER_MAC = "020000000001";
  static final String CLIENT_MAC = "020000000002";
  static final InetAddress SERVER_4 = InetAddress.ofLiteral("192.0.2.1");
  static final InetAddress CLIENT_4 = InetAddress.ofLiteral("192.0.2.77");
  static final InetAddress SERVER_6 = InetAddress.ofLiteral("2001:db8::1");
  static final InetAddress CLIENT_6 = InetAddress.ofLiteral("2001:db8::77");
  static final int SERVER_PORT = 11_123;
  static final int CLIENT_PORT = 40_001;

  private XdpFrames() {}

  /// A request of version 4 with zeros.
  static byte[] ipv4() {
    return ipv4(CLIENT_4, request());
  }

  static byte[] ipv4(InetAddress from, byte[] payload) {
    byte[] header = new byte[20];
    ByteBuffer.wrap(header)
        .put((byte) 0x45)
        .put((byte) 0)
        .putShort((short) (28 + payload.length))
        .putShort((short) 0x1234)
        .putShort((short) 0x4000)
        .put((byte) 63)
        .put((byte) 17)
        .putShort((short) 0)
        .put(from.getAddress())
        .put(SERVER_4.getAddress());
    return frame("0800", checked(header), payload);
  }

  static byte[] ipv6() {
    return ipv6(CLIENT_6, request());
  }

  static byte[] ipv6(InetAddress from, byte[] payload) {
    byte[] header =
        ByteBuffer.allocate(40)
            .putInt(0x6001_2345)
            .putShort((short) (8 + payload.length))
            .put((byte) 17)
            .put((byte) 63)
            .put(from.getAddress())
            .put(SERVER_6.getAddress())
            .array();
    return frame("86dd", header, payload);
  }

  static byte[] request() {
    byte[] request = new byte[48];
    request[0] = 0x23;
    return request;
  }

  /// The same with one octet changed, and checksums right again but for the one that was changed.
  static byte[] with(byte[] frame, int at, int value) {
    byte[] changed = frame.clone();
    changed[at] = (byte) value;
    if (changed[12] == 8 && at >= 14 && at < 34 && at != 24 && at != 25) {
      byte[] header = new byte[20];
      System.arraycopy(changed, 14, header, 0, 20);
      System.arraycopy(checked(header), 0, changed, 14, 20);
    }
    int checksum = udp(changed) + 6;
    if (at != checksum && at != checksum + 1) {
      putChecksum(changed, (0xffff - sumOfUdp(changed)) & 0xffff);
    }
    return changed;
  }

  private static byte[] frame(String type, byte[] header, byte[] payload) {
    byte[] frame = bare(type, header, payload);
    int checksum = 0xffff - sumOfUdp(frame);
    putChecksum(frame, checksum == 0 ? 0xffff : checksum);
    return frame;
  }

  private static byte[] bare(String type, byte[] header, byte[] payload) {
    return ByteBuffer.allocate(14 + header.length + 8 + payload.length)
        .put(HexFormat.of().parseHex(SERVER_MAC + CLIENT_MAC + type))
        .put(header)
        .putShort((short) CLIENT_PORT)
        .putShort((short) SERVER_PORT)
        .putShort((short) (8 + payload.length))
        .putShort((short) 0)
        .put(payload)
        .array();
  }

  /// Where UDP begins, in a frame of whatever kind that was made here.
  static int udp(byte[] frame) {
    return frame[13] == (byte) 0xdd ? 54 : 34;
  }

  static void putChecksum(byte[] frame, int checksum) {
    ByteBuffer.wrap(frame).putShort(udp(frame) + 6, (short) checksum);
  }

  /// The pseudo-header's sum (RFC 768, RFC 8200 §8.1).
  static int pseudoSum(byte[] frame) {
    int udp = udp(frame);
    int addresses = udp == 34 ? 8 : 32;
    byte[] header =
        ByteBuffer.allocate(addresses + 4)
            .put(frame, udp - addresses, addresses)
            .putShort((short) 17)
            .put(frame, udp + 4, 2)
            .array();
    return ones(header);
  }

  /// What UDP's checksum is the complement of.
  static int sumOfUdp(byte[] frame) {
    int udp = udp(frame);
    byte[] all = Arrays.copyOfRange(frame, udp - 2, frame.length);
    ByteBuffer.wrap(all).putShort(0, (short) pseudoSum(frame)).putShort(8, (short) 0);
    return ones(all);
  }

  private static byte[] checked(byte[] header) {
    header[10] = 0;
    header[11] = 0;
    int sum = ones(header);
    header[10] = (byte) (~sum >> 8);
    header[11] = (byte) ~sum;
    return header;
  }

  /// The ones' complement sum of 16-bit numbers, as slowly as RFC 1071 §4.1 has it.
  static int ones(byte[] octets) {
    int sum = 0;
    for (int i = 0; i < octets.length; i++) {
      sum += (octets[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
      if (sum > 0xffff) {
        sum -= 0xffff;
      }
    }
    return sum;
  }
}
