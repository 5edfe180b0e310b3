// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Room for one datagram that the loop sends from a server's socket, with the address that it
/// leaves from and the wish for its transmit timestamp. Confined to the loop.
final class LoopMessage {

  private static final int CONTROL_ROOM = 96;
  private static final int ALIGNED_IPV4 = 16;
  private static final int ALIGNED_IPV6 = 24;
  private static final int ALIGNED_FLAGS = 8;

  private final BatchCalls calls;
  private final MemorySegment data;
  private final MemorySegment name;
  private final MemorySegment control;
  private final MemorySegment vector;
  private final MemorySegment message;
  private final int stampFlags;

  /// @param card whether the network card's timestamp is wanted beside the kernel's
  LoopMessage(boolean card, Arena arena) {
    stampFlags =
        Abi.SOF_TIMESTAMPING_TX_SOFTWARE | (card ? LinkAbi.SOF_TIMESTAMPING_TX_HARDWARE : 0);
    calls = new BatchCalls(arena);
    data = arena.allocate(DatagramBatch.ROOM);
    name = arena.allocate(SocketAddresses.ROOM, Long.BYTES);
    control = arena.allocate(CONTROL_ROOM, Long.BYTES);
    vector = arena.allocate(Abi.Iovec.SIZE, Long.BYTES);
    message = arena.allocate(Abi.Mmsghdr.SIZE, Long.BYTES);
    vector.set(POINTER, Abi.Iovec.BASE, data);
    message.set(POINTER, Abi.Msghdr.NAME, name);
    message.set(POINTER, Abi.Msghdr.IOV, vector);
    message.set(LONG, Abi.Msghdr.IOVLEN, 1);
    message.set(POINTER, Abi.Msghdr.CONTROL, control);
  }

  /// @param from the local address that it leaves from; a wildcard for whichever
  void fill(byte[] datagram, InetAddress from, InetSocketAddress remote) throws IOException {
    if (datagram.length > DatagramBatch.ROOM) {
      throw Errno.failed("sendmsg", -Errno.EMSGSIZE.number());
    }
    MemorySegment.copy(datagram, 0, data, ValueLayout.JAVA_BYTE, 0, datagram.length);
    vector.set(LONG, Abi.Iovec.LEN, datagram.length);
    message.set(INT, Abi.Msghdr.NAMELEN, SocketAddresses.encode("sendmsg", remote, name));
    control.fill((byte) 0);
    int used = from.isAnyLocalAddress() ? 0 : putSource(from);
    putHeader(used, Abi.SOL_SOCKET, Abi.SO_TIMESTAMPING, Integer.BYTES);
    control.set(INT, used + Abi.Cmsghdr.SIZE, stampFlags);
    message.set(LONG, Abi.Msghdr.CONTROLLEN, used + Abi.Cmsghdr.SIZE + ALIGNED_FLAGS);
  }

  private int putSource(InetAddress from) {
    boolean ipv4 = from instanceof Inet4Address;
    byte[] octets = from.getAddress();
    if (ipv4) {
      putHeader(0, Abi.IPPROTO_IP, Abi.IP_PKTINFO, Abi.InPktinfo.SIZE);
    } else {
      putHeader(0, Abi.IPPROTO_IPV6, Abi.IPV6_PKTINFO, Abi.In6Pktinfo.SIZE);
    }
    int at = Abi.Cmsghdr.SIZE + (ipv4 ? Abi.InPktinfo.SPEC_DST : Abi.In6Pktinfo.ADDR);
    MemorySegment.copy(octets, 0, control, ValueLayout.JAVA_BYTE, at, octets.length);
    return Abi.Cmsghdr.SIZE + (ipv4 ? ALIGNED_IPV4 : ALIGNED_IPV6);
  }

  private void putHeader(int at, int level, int type, int length) {
    control.set(LONG, at + Abi.Cmsghdr.LEN, Abi.Cmsghdr.SIZE + length);
    control.set(INT, at + Abi.Cmsghdr.LEVEL, level);
    control.set(INT, at + Abi.Cmsghdr.TYPE, type);
  }

  /// Sends it.
  ///
  /// @return minus errno when the system refuses
  long send(int fd) {
    return calls.sendmsg(fd, message, Abi.MSG_DONTWAIT | Abi.MSG_NOSIGNAL);
  }
}
