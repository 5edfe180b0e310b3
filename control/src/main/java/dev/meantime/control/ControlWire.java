// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.wire.WireReader;
import dev.meantime.wire.WireWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The compound fields that requests and replies share.
final class ControlWire {

  /// Length of a name field, octets.
  static final int NAME_LENGTH = 256;

  private static final int FAMILY_UNSPECIFIED = 0;
  private static final int FAMILY_IPV4 = 1;
  private static final int FAMILY_IPV6 = 2;
  private static final int FAMILY_ID = 3;

  /// What a system with 32-bit seconds sends for the high half.
  private static final int NO_HIGH_SECONDS = 0x7fff_ffff;

  private ControlWire() {}

  static void address(WireWriter out, ControlAddress address) {
    switch (address) {
      case ControlAddress.Unspecified _ -> address(out, new byte[16], FAMILY_UNSPECIFIED);
      case ControlAddress.Id(int number) -> address(out, octets(number), FAMILY_ID);
      case ControlAddress.Ip(InetAddress ip) -> {
        byte[] octets = ip.getAddress();
        address(out, octets, octets.length == 4 ? FAMILY_IPV4 : FAMILY_IPV6);
      }
    }
  }

  private static void address(WireWriter out, byte[] octets, int family) {
    out.octets(octets);
    out.skip(16 - octets.length);
    out.u16(family);
    out.skip(2);
  }

  /// An address; unspecified when its family is unknown.
  static ControlAddress address(WireReader in) {
    byte[] octets = in.octets(16);
    int family = in.u16();
    in.u16();
    return switch (family) {
      case FAMILY_IPV4 -> ip(Arrays.copyOf(octets, 4));
      case FAMILY_IPV6 -> ip(octets);
      case FAMILY_ID -> new ControlAddress.Id(new WireReader(octets, 4).i32());
      default -> ControlAddress.UNSPECIFIED;
    };
  }

  /// An IPv4-mapped IPv6 address becomes the IPv4 address: Java knows no other form.
  static ControlAddress ip(byte[] octets) {
    try {
      return new ControlAddress.Ip(InetAddress.getByAddress(octets));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has four or sixteen octets", e);
    }
  }

  static byte[] octets(int bits) {
    WireWriter out = new WireWriter(4);
    out.i32(bits);
    return out.toByteArray();
  }

  static void timespec(WireWriter out, Timespec time) {
    out.i64(time.seconds());
    out.i32(time.nanos());
  }

  static Timespec timespec(WireReader in) {
    int high = in.i32();
    int low = in.i32();
    long nanos = in.i32() & 0xffff_ffffL;
    long seconds = (high == NO_HIGH_SECONDS ? 0L : (long) high << 32) | (low & 0xffff_ffffL);
    return new Timespec(seconds, (int) Math.min(nanos, 999_999_999));
  }

  static void real(WireWriter out, double value) {
    out.i32(ControlFloat.encode(value));
  }

  static double real(WireReader in) {
    return ControlFloat.decode(in.i32());
  }

  static long u32(WireReader in) {
    return in.i32() & 0xffff_ffffL;
  }

  static void u32(WireWriter out, long value) {
    out.i32((int) Math.clamp(value, 0, 0xffff_ffffL));
  }

  /// A name, cut to the field; a name that fills it has no terminator, which chronyc refuses.
  static void name(WireWriter out, String name) {
    byte[] octets = name.getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(octets, Math.min(octets.length, NAME_LENGTH));
    out.octets(cut);
    out.skip(NAME_LENGTH - cut.length);
  }

  /// The name up to its terminator, or the whole field without one.
  static String name(WireReader in) {
    byte[] octets = in.octets(NAME_LENGTH);
    int length = 0;
    while (length < octets.length && octets[length] != 0) {
      length++;
    }
    return new String(octets, 0, length, StandardCharsets.UTF_8);
  }
}
