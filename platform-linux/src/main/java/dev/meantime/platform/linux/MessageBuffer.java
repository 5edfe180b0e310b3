// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import dev.meantime.platform.linux.LinkAbi.ScmTimestamping;
import dev.meantime.platform.linux.LinkAbi.ScmTsPktinfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.SocketAddress;

/// Room for one datagram in or out, with its address and control messages. All sockets of a loop
/// share one.
final class MessageBuffer {

  private static final int LARGEST_DATAGRAM = 65_536;
  private static final int CONTROL_ROOM = 512;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final ValueLayout.OfInt UNALIGNED_INT = ValueLayout.JAVA_INT_UNALIGNED;

  private final MemorySegment data;
  private final MemorySegment name;
  private final MemorySegment control;
  private final MemorySegment message;

  private long kernelNanos;
  private long cardNanos;
  private int cardIndex;
  private int frameOctets;
  private int interfaceIndex;
  private boolean hasLocal;
  private InetAddress local = InetAddress.getLoopbackAddress();
  private ExtendedError error = ExtendedError.NONE;

  MessageBuffer(Arena arena) {
    data = arena.allocate(LARGEST_DATAGRAM);
    name = arena.allocate(SocketAddresses.ROOM, Long.BYTES);
    control = arena.allocate(CONTROL_ROOM, Long.BYTES);
    message = arena.allocate(Abi.Msghdr.SIZE, Long.BYTES);
    MemorySegment iovec = arena.allocate(Abi.Iovec.SIZE, Long.BYTES);
    iovec.set(POINTER, Abi.Iovec.BASE, data);
    iovec.set(LONG, Abi.Iovec.LEN, LARGEST_DATAGRAM);
    message.set(POINTER, Abi.Msghdr.NAME, name);
    message.set(POINTER, Abi.Msghdr.IOV, iovec);
    message.set(LONG, Abi.Msghdr.IOVLEN, 1);
    message.set(POINTER, Abi.Msghdr.CONTROL, control);
  }

  /// What the kernel said of a datagram in its error queue.
  ///
  /// @param errno the error's number, 0 for none
  /// @param origin who raised it, `SO_EE_ORIGIN_…`
  /// @param info for a timestamp: where it was taken, `SCM_TSTAMP_…`
  /// @param data for a timestamp: which datagram of this socket, counted from 0
  record ExtendedError(int errno, int origin, int info, int data) {
    static final ExtendedError NONE = new ExtendedError(0, 0, 0, 0);

    boolean isTimestamp() {
      return origin == Abi.SO_EE_ORIGIN_TIMESTAMPING;
    }
  }

  /// Receives, and reads the control messages.
  ///
  /// @return the datagram's length, or minus errno
  long receive(SocketCalls calls, int fd, int flags) {
    message.set(INT, Abi.Msghdr.NAMELEN, SocketAddresses.ROOM);
    message.set(LONG, Abi.Msghdr.CONTROLLEN, CONTROL_ROOM);
    message.set(INT, Abi.Msghdr.FLAGS, 0);
    kernelNanos = 0;
    cardNanos = 0;
    cardIndex = 0;
    frameOctets = 0;
    interfaceIndex = 0;
    hasLocal = false;
    error = ExtendedError.NONE;
    long length = calls.recvmsg(fd, message, flags | Abi.MSG_DONTWAIT);
    if (length >= 0) {
      readControl(message.get(LONG, Abi.Msghdr.CONTROLLEN));
    }
    return length;
  }

  byte[] data(long length) {
    return data.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /// Puts a datagram here to be sent.
  MemorySegment fill(byte[] datagram) {
    MemorySegment.copy(datagram, 0, data, ValueLayout.JAVA_BYTE, 0, datagram.length);
    return data;
  }

  static boolean hasRoomFor(byte[] datagram) {
    return datagram.length <= LARGEST_DATAGRAM;
  }

  /// Room for an address to send to.
  MemorySegment name() {
    return name;
  }

  SocketAddress sender() {
    return SocketAddresses.decode(name, message.get(INT, Abi.Msghdr.NAMELEN));
  }

  /// When the kernel took its timestamp, 0 if it took none.
  long kernelNanos() {
    return kernelNanos;
  }

  /// What the clock of the network card showed, 0 if it took no timestamp.
  long cardNanos() {
    return cardNanos;
  }

  /// The network card, by its interface; where that is not told, the interface above it.
  int cardIndex() {
    return cardIndex != 0 ? cardIndex : interfaceIndex;
  }

  /// Octets of the frame that the datagram came in, 0 when not known.
  int frameOctets() {
    return frameOctets;
  }

  /// The address that the datagram was sent to, or `otherwise` when the kernel did not tell.
  InetAddress localOr(InetAddress otherwise) {
    return hasLocal ? local : otherwise;
  }

  ExtendedError error() {
    return error;
  }

  private void readControl(long length) {
    long offset = 0;
    while (length - offset >= Abi.Cmsghdr.SIZE) {
      long own = control.get(LONG, offset + Abi.Cmsghdr.LEN);
      if (own < Abi.Cmsghdr.SIZE || own > length - offset) {
        return;
      }
      int level = control.get(INT, offset + Abi.Cmsghdr.LEVEL);
      int type = control.get(INT, offset + Abi.Cmsghdr.TYPE);
      MemorySegment content = control.asSlice(offset + Abi.Cmsghdr.SIZE, own - Abi.Cmsghdr.SIZE);
      switch (level) {
        case Abi.SOL_SOCKET -> readSocketControl(type, content);
        case Abi.IPPROTO_IP -> readIpv4Control(type, content);
        case Abi.IPPROTO_IPV6 -> readIpv6Control(type, content);
        default -> {}
      }
      offset += (own + Abi.Cmsghdr.ALIGNMENT - 1) & -Abi.Cmsghdr.ALIGNMENT;
    }
  }

  private void readSocketControl(int type, MemorySegment content) {
    if (type == Abi.SO_TIMESTAMPING && content.byteSize() >= ScmTimestamping.SIZE) {
      kernelNanos = nanos(content, 0);
      cardNanos = nanos(content, ScmTimestamping.HARDWARE);
    } else if (type == LinkAbi.SCM_TIMESTAMPING_PKTINFO
        && content.byteSize() >= ScmTsPktinfo.SIZE) {
      cardIndex = content.get(UNALIGNED_INT, ScmTsPktinfo.IF_INDEX);
      frameOctets = content.get(UNALIGNED_INT, ScmTsPktinfo.PKT_LENGTH);
    }
  }

  private static long nanos(MemorySegment content, long at) {
    return content.get(LONG, at + Abi.Timespec.SEC) * NANOS_PER_SECOND
        + content.get(LONG, at + Abi.Timespec.NSEC);
  }

  private void readIpv4Control(int type, MemorySegment content) {
    if (type == Abi.IP_PKTINFO && content.byteSize() >= Abi.InPktinfo.SIZE) {
      hasLocal = true;
      interfaceIndex = content.get(UNALIGNED_INT, Abi.InPktinfo.IFINDEX);
      local = SocketAddresses.inet4(content, Abi.InPktinfo.ADDR);
    } else if (type == Abi.IP_RECVERR) {
      readError(content);
    }
  }

  private void readIpv6Control(int type, MemorySegment content) {
    if (type == Abi.IPV6_PKTINFO && content.byteSize() >= Abi.In6Pktinfo.SIZE) {
      hasLocal = true;
      interfaceIndex = content.get(UNALIGNED_INT, Abi.In6Pktinfo.IFINDEX);
      local = SocketAddresses.inet6(content, Abi.In6Pktinfo.ADDR, interfaceIndex);
    } else if (type == Abi.IPV6_RECVERR) {
      readError(content);
    }
  }

  private void readError(MemorySegment content) {
    if (content.byteSize() >= Abi.SockExtendedErr.SIZE) {
      error =
          new ExtendedError(
              content.get(UNALIGNED_INT, Abi.SockExtendedErr.ERRNO),
              Byte.toUnsignedInt(content.get(ValueLayout.JAVA_BYTE, Abi.SockExtendedErr.ORIGIN)),
              content.get(UNALIGNED_INT, Abi.SockExtendedErr.INFO),
              content.get(UNALIGNED_INT, Abi.SockExtendedErr.DATA));
    }
  }
}
