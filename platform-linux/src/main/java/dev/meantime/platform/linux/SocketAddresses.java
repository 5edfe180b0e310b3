// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;

/// Socket addresses between Java and C.
final class SocketAddresses {

  /// Room for any address.
  static final int ROOM = 128;

  private static final ValueLayout.OfShort NATIVE_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfShort NETWORK_SHORT =
      NATIVE_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt NATIVE_INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final int IPV4_OCTETS = 4;
  private static final int IPV6_OCTETS = 16;
  private static final int LARGEST_PATH = Abi.SockaddrUn.SIZE - Abi.SockaddrUn.PATH - 1;

  /// How the JDK turns paths into octets.
  private static final Charset PATHS =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private SocketAddresses() {}

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? Abi.AF_INET : Abi.AF_INET6;
  }

  /// Writes an address and returns its length.
  ///
  /// @throws IllegalArgumentException when C has no such address: an unresolved name, a path that
  ///   is empty or longer than 107 octets
  static int encode(SocketAddress address, MemorySegment target) {
    return switch (address) {
      case InetSocketAddress inet -> encodeInet(inet, target);
      case UnixDomainSocketAddress local -> encodeLocal(local, target);
      default -> throw new IllegalArgumentException("no address of a datagram socket: " + address);
    };
  }

  private static int encodeInet(InetSocketAddress address, MemorySegment target) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("an unresolved name: " + address);
    }
    return switch (address.getAddress()) {
      case Inet6Address v6 -> {
        target.asSlice(0, Abi.SockaddrIn6.SIZE).fill((byte) 0);
        target.set(NATIVE_SHORT, Abi.SockaddrIn6.FAMILY, (short) Abi.AF_INET6);
        target.set(NETWORK_SHORT, Abi.SockaddrIn6.PORT, (short) address.getPort());
        copy(v6.getAddress(), target, Abi.SockaddrIn6.ADDR);
        target.set(NATIVE_INT, Abi.SockaddrIn6.SCOPE_ID, v6.getScopeId());
        yield Abi.SockaddrIn6.SIZE;
      }
      case InetAddress v4 -> {
        target.asSlice(0, Abi.SockaddrIn.SIZE).fill((byte) 0);
        target.set(NATIVE_SHORT, Abi.SockaddrIn.FAMILY, (short) Abi.AF_INET);
        target.set(NETWORK_SHORT, Abi.SockaddrIn.PORT, (short) address.getPort());
        copy(v4.getAddress(), target, Abi.SockaddrIn.ADDR);
        yield Abi.SockaddrIn.SIZE;
      }
    };
  }

  private static int encodeLocal(UnixDomainSocketAddress address, MemorySegment target) {
    byte[] path = address.getPath().toString().getBytes(PATHS);
    if (path.length == 0 || path.length > LARGEST_PATH) {
      throw new IllegalArgumentException(
          "a socket's path has 1 to " + LARGEST_PATH + " octets: '" + address + "'");
    }
    target.asSlice(0, Abi.SockaddrUn.SIZE).fill((byte) 0);
    target.set(NATIVE_SHORT, Abi.SockaddrUn.FAMILY, (short) Abi.AF_UNIX);
    copy(path, target, Abi.SockaddrUn.PATH);
    return Abi.SockaddrUn.PATH + path.length + 1;
  }

  /// Reads an address of this length. A sender without a name, or whose name is no path, has the
  /// empty {@link UnixDomainSocketAddress}.
  static SocketAddress decode(MemorySegment source, int length) {
    if (length < Abi.SockaddrUn.PATH) {
      return UnixDomainSocketAddress.of("");
    }
    int family = source.get(NATIVE_SHORT, 0);
    return switch (family) {
      case Abi.AF_INET ->
          new InetSocketAddress(
              inet4(source, Abi.SockaddrIn.ADDR),
              Short.toUnsignedInt(source.get(NETWORK_SHORT, Abi.SockaddrIn.PORT)));
      case Abi.AF_INET6 ->
          new InetSocketAddress(
              inet6(source, Abi.SockaddrIn6.ADDR, source.get(NATIVE_INT, Abi.SockaddrIn6.SCOPE_ID)),
              Short.toUnsignedInt(source.get(NETWORK_SHORT, Abi.SockaddrIn6.PORT)));
      case Abi.AF_UNIX -> decodeLocal(source, length);
      default -> throw new IllegalArgumentException("no address family known here: " + family);
    };
  }

  private static UnixDomainSocketAddress decodeLocal(MemorySegment source, int length) {
    byte[] octets =
        source
            .asSlice(Abi.SockaddrUn.PATH, length - Abi.SockaddrUn.PATH)
            .toArray(ValueLayout.JAVA_BYTE);
    int end = 0;
    while (end < octets.length && octets[end] != 0) {
      end++;
    }
    try {
      return UnixDomainSocketAddress.of(new String(octets, 0, end, PATHS));
    } catch (InvalidPathException e) {
      return UnixDomainSocketAddress.of("");
    }
  }

  static InetAddress inet4(MemorySegment source, long offset) {
    return of(octets(source, offset, IPV4_OCTETS));
  }

  /// @param scope the interface's index, which only a link-local address keeps
  static InetAddress inet6(MemorySegment source, long offset, int scope) {
    byte[] octets = octets(source, offset, IPV6_OCTETS);
    InetAddress address = of(octets);
    if (scope == 0 || !(address.isLinkLocalAddress() || address.isMCLinkLocal())) {
      return address;
    }
    try {
      return Inet6Address.getByAddress(null, octets, scope);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen octets are an address", e);
    }
  }

  private static InetAddress of(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen octets are an address", e);
    }
  }

  private static byte[] octets(MemorySegment source, long offset, int count) {
    return source.asSlice(offset, count).toArray(ValueLayout.JAVA_BYTE);
  }

  private static void copy(byte[] octets, MemorySegment target, long offset) {
    MemorySegment.copy(octets, 0, target, ValueLayout.JAVA_BYTE, offset, octets.length);
  }
}
