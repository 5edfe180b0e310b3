// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The 32-bit reference ID (RFC 5905 §7.3): what the server is synchronised to.
///
/// At stratum 0 a kiss code, at stratum 1 up to four ASCII characters that name the reference
/// clock, and from stratum 2 on the IPv4 address of the server's source, or the first four octets
/// of the MD5 of its IPv6 address. The last is a hash, so it cannot be turned back into an address.
///
/// @param bits the four octets, the first in the most significant byte
public record ReferenceId(int bits) {

  public static final ReferenceId NONE = new ReferenceId(0);

  private static final int LOOPBACK = 127;

  /// From one to four ASCII characters, left-justified and padded with zeros.
  ///
  /// @throws IllegalArgumentException if the text is longer than four characters or not printable
  ///   ASCII
  public static ReferenceId ofText(String text) {
    if (text.length() > 4 || !text.chars().allMatch(ReferenceId::isPrintable)) {
      throw new IllegalArgumentException("a reference ID has up to four ASCII characters: " + text);
    }
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits = bits << 8 | (i < text.length() ? text.charAt(i) : 0);
    }
    return new ReferenceId(bits);
  }

  /// What a server synchronised to this address announces.
  public static ReferenceId ofAddress(InetAddress address) {
    byte[] octets = address.getAddress();
    return new ReferenceId(first4(address instanceof Inet4Address ? octets : md5(octets)));
  }

  /// The code as text when the octets are printable ASCII with trailing zeros, else empty.
  public String text() {
    byte[] octets = {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    int length = 4;
    while (length > 0 && octets[length - 1] == 0) {
      length--;
    }
    String text = new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    return text.chars().allMatch(ReferenceId::isPrintable) ? text : "";
  }

  /// The octets as a dotted IPv4 address, which they are only for a server whose source is reached
  /// by IPv4.
  public String dotted() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  /// What these bits mean in a packet of the given stratum.
  ///
  /// @param stratum as on the wire, 0 to 255
  public ReferenceMeaning meaning(int stratum) {
    if (bits == 0) {
      return new ReferenceMeaning.Unspecified();
    }
    if (stratum == 0) {
      return new ReferenceMeaning.Kiss(KissCode.of(this), this);
    }
    String text = text();
    if (stratum == 1 && !text.isEmpty()) {
      return new ReferenceMeaning.Clock(text);
    }
    return bits >>> 24 == LOOPBACK
        ? new ReferenceMeaning.Local(this)
        : new ReferenceMeaning.Upstream(this);
  }

  /// Eight hexadecimal digits in capitals, as chrony prints it.
  @Override
  public String toString() {
    return String.format("%08X", bits);
  }

  private static boolean isPrintable(int c) {
    return c >= 0x20 && c < 0x7f;
  }

  private static int first4(byte[] octets) {
    return (octets[0] & 255) << 24
        | (octets[1] & 255) << 16
        | (octets[2] & 255) << 8
        | (octets[3] & 255);
  }

  private static byte[] md5(byte[] octets) {
    try {
      return MessageDigest.getInstance("MD5").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
