// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.AddressBits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Memory for many datagrams received with one call and for the replies to them, which are made
/// where the datagrams lie and sent with one call. Everything is laid out once; a datagram costs a
/// few stores. Confined to its thread.
final class DatagramBatch {

  /// How many datagrams.
  static final int SIZE = 64;

  /// Room for one; a longer one is no packet of ours.
  static final int ROOM = 2048;

  private static final int CONTROL_ROOM = 192;
  private static final int SEND_CONTROL_ROOM = 64;
  private static final int NAME_ROOM = Abi.SockaddrIn6.SIZE + 4;
  private static final int STAMP_FLAGS_SPACE = Abi.Cmsghdr.SIZE + 8;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long IPV4_MAPPED = 0xffffL << 32;

  private final MemorySegment received;

  // The headers from each reply on: a slice made when it is needed would be an object a call.
  private final MemorySegment[] toSend = new MemorySegment[SIZE];

  private final MemorySegment nameOctets;
  private final ByteBuffer data;
  private final ByteBuffer names;
  private final ByteBuffer nativeNames;
  private final ByteBuffer control;
  private final ByteBuffer networkControl;
  private final ByteBuffer receivedHeaders;
  private final ByteBuffer sendHeaders;
  private final ByteBuffer sendControl;
  private final ByteBuffer sendNetworkControl;
  private final ByteBuffer sendVectors;
  private final long dataAddress;
  private final long namesAddress;
  private final boolean[] sendStamped = new boolean[SIZE];
  private int sending;

  // What is known of the datagram that was looked at last.
  private long kernelNanos;
  private long localHigh;
  private long localLow;
  private int interfaceIndex;
  private long overflows = -1;
  private boolean isSendTime;
  private int sendId;

  DatagramBatch(Arena arena) {
    MemorySegment octets = arena.allocate((long) SIZE * ROOM, 64);
    nameOctets = arena.allocate((long) SIZE * NAME_ROOM, 64);
    MemorySegment controlOctets = arena.allocate((long) SIZE * CONTROL_ROOM, 64);
    MemorySegment sendControlOctets = arena.allocate((long) SIZE * SEND_CONTROL_ROOM, 64);
    MemorySegment vectors = arena.allocate((long) SIZE * Abi.Iovec.SIZE, 64);
    MemorySegment sendVectorOctets = arena.allocate((long) SIZE * Abi.Iovec.SIZE, 64);
    received = arena.allocate((long) SIZE * Abi.Mmsghdr.SIZE, 64);
    MemorySegment sendHeaderOctets = arena.allocate((long) SIZE * Abi.Mmsghdr.SIZE, 64);
    for (int i = 0; i < SIZE; i++) {
      toSend[i] = sendHeaderOctets.asSlice((long) i * Abi.Mmsghdr.SIZE);
    }
    data = octets.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    names = nameOctets.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    nativeNames = nameOctets.asByteBuffer().order(ByteOrder.nativeOrder());
    control = controlOctets.asByteBuffer().order(ByteOrder.nativeOrder());
    networkControl = controlOctets.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    receivedHeaders = received.asByteBuffer().order(ByteOrder.nativeOrder());
    sendHeaders = sendHeaderOctets.asByteBuffer().order(ByteOrder.nativeOrder());
    sendControl = sendControlOctets.asByteBuffer().order(ByteOrder.nativeOrder());
    sendNetworkControl = sendControlOctets.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    sendVectors = sendVectorOctets.asByteBuffer().order(ByteOrder.nativeOrder());
    dataAddress = octets.address();
    namesAddress = nameOctets.address();
    ByteBuffer vector = vectors.asByteBuffer().order(ByteOrder.nativeOrder());
    for (int i = 0; i < SIZE; i++) {
      vector.putLong(i * Abi.Iovec.SIZE + Abi.Iovec.BASE, dataAddress + (long) i * ROOM);
      vector.putLong(i * Abi.Iovec.SIZE + Abi.Iovec.LEN, ROOM);
      layOut(
          receivedHeaders,
          i,
          namesAddress + (long) i * NAME_ROOM,
          vectors.address() + (long) i * Abi.Iovec.SIZE,
          controlOctets.address() + (long) i * CONTROL_ROOM);
      layOut(
          sendHeaders,
          i,
          0,
          sendVectorOctets.address() + (long) i * Abi.Iovec.SIZE,
          sendControlOctets.address() + (long) i * SEND_CONTROL_ROOM);
      prepare(i);
    }
  }

  private static void layOut(ByteBuffer headers, int i, long name, long vector, long control) {
    int header = i * Abi.Mmsghdr.SIZE;
    headers.putLong(header + Abi.Msghdr.NAME, name);
    headers.putLong(header + Abi.Msghdr.IOV, vector);
    headers.putLong(header + Abi.Msghdr.IOVLEN, 1);
    headers.putLong(header + Abi.Msghdr.CONTROL, control);
  }

  private void prepare(int i) {
    int header = i * Abi.Mmsghdr.SIZE;
    receivedHeaders.putInt(header + Abi.Msghdr.NAMELEN, NAME_ROOM);
    receivedHeaders.putLong(header + Abi.Msghdr.CONTROLLEN, CONTROL_ROOM);
  }

  /// Receives what has arrived, without waiting.
  ///
  /// @return how many datagrams; not above 0 when there are none
  int receive(int fd) {
    return receive(fd, Abi.MSG_DONTWAIT);
  }

  /// Receives, and waits as long as the socket allows when nothing has arrived.
  int await(int fd) {
    return receive(fd, Abi.MSG_WAITFORONE);
  }

  /// Receives what the kernel tells of datagrams that were sent.
  int receiveErrors(int fd) {
    return receive(fd, Abi.MSG_ERRQUEUE | Abi.MSG_DONTWAIT);
  }

  private int receive(int fd, int flags) {
    int count = BatchCalls.recvmmsg(fd, received, SIZE, flags);
    sending = 0;
    overflows = -1;
    return count;
  }

  /// Makes the slots of the last datagrams ready for others, once nothing of them is needed any
  /// more.
  void reuse(int count) {
    for (int i = 0; i < count; i++) {
      prepare(i);
    }
  }

  /// The octets of all datagrams; number `i` begins at `i` times {@link #ROOM}. Big-endian.
  ByteBuffer data() {
    return data;
  }

  int length(int i) {
    return receivedHeaders.getInt(i * Abi.Mmsghdr.SIZE + Abi.Mmsghdr.LEN);
  }

  boolean isTruncated(int i) {
    int flags = receivedHeaders.getInt(i * Abi.Mmsghdr.SIZE + Abi.Msghdr.FLAGS);
    return (flags & Abi.MSG_TRUNC) != 0;
  }

  boolean isIpv4(int i) {
    return nativeNames.getShort(i * NAME_ROOM) == Abi.AF_INET;
  }

  int remotePort(int i) {
    return names.getShort(i * NAME_ROOM + Abi.SockaddrIn.PORT) & 0xffff;
  }

  long remoteHigh(int i) {
    return isIpv4(i) ? 0 : names.getLong(i * NAME_ROOM + Abi.SockaddrIn6.ADDR);
  }

  long remoteLow(int i) {
    int name = i * NAME_ROOM;
    return isIpv4(i)
        ? IPV4_MAPPED | (names.getInt(name + Abi.SockaddrIn.ADDR) & 0xffff_ffffL)
        : names.getLong(name + Abi.SockaddrIn6.ADDR + 8);
  }

  /// Reads what the kernel says of a datagram, which the methods below then tell.
  void look(int i) {
    kernelNanos = 0;
    localHigh = 0;
    localLow = 0;
    interfaceIndex = 0;
    isSendTime = false;
    int start = i * CONTROL_ROOM;
    int length = (int) receivedHeaders.getLong(i * Abi.Mmsghdr.SIZE + Abi.Msghdr.CONTROLLEN);
    int offset = 0;
    while (length - offset >= Abi.Cmsghdr.SIZE) {
      int at = start + offset;
      int own = (int) control.getLong(at + Abi.Cmsghdr.LEN);
      if (own < Abi.Cmsghdr.SIZE || own > length - offset) {
        return;
      }
      look(control.getInt(at + Abi.Cmsghdr.LEVEL), control.getInt(at + Abi.Cmsghdr.TYPE), at);
      offset += (own + Abi.Cmsghdr.ALIGNMENT - 1) & -Abi.Cmsghdr.ALIGNMENT;
    }
  }

  private void look(int level, int type, int header) {
    int at = header + Abi.Cmsghdr.SIZE;
    if (level == Abi.SOL_SOCKET && type == Abi.SO_TIMESTAMPING) {
      kernelNanos =
          control.getLong(at + Abi.Timespec.SEC) * NANOS_PER_SECOND
              + control.getLong(at + Abi.Timespec.NSEC);
    } else if (level == Abi.SOL_SOCKET && type == Abi.SO_RXQ_OVFL) {
      overflows = control.getInt(at) & 0xffff_ffffL;
    } else if (level == Abi.IPPROTO_IP && type == Abi.IP_PKTINFO) {
      interfaceIndex = control.getInt(at + Abi.InPktinfo.IFINDEX);
      // What a reply is to leave from: not a broadcast address that the datagram may have gone to.
      localLow = IPV4_MAPPED | (networkControl.getInt(at + Abi.InPktinfo.SPEC_DST) & 0xffff_ffffL);
    } else if (level == Abi.IPPROTO_IPV6 && type == Abi.IPV6_PKTINFO) {
      interfaceIndex = control.getInt(at + Abi.In6Pktinfo.IFINDEX);
      localHigh = networkControl.getLong(at + Abi.In6Pktinfo.ADDR);
      localLow = networkControl.getLong(at + Abi.In6Pktinfo.ADDR + 8);
    } else if ((level == Abi.IPPROTO_IP && type == Abi.IP_RECVERR)
        || (level == Abi.IPPROTO_IPV6 && type == Abi.IPV6_RECVERR)) {
      int origin = control.get(at + Abi.SockExtendedErr.ORIGIN) & 0xff;
      isSendTime =
          origin == Abi.SO_EE_ORIGIN_TIMESTAMPING
              && control.getInt(at + Abi.SockExtendedErr.INFO) == Abi.SCM_TSTAMP_SND;
      sendId = control.getInt(at + Abi.SockExtendedErr.DATA);
    }
  }

  /// Whether an entry of the error queue is the transmit timestamp of something sent.
  boolean isSendTime() {
    return isSendTime;
  }

  /// Which of the datagrams whose timestamp was wanted, counted from 0.
  int sendId() {
    return sendId;
  }

  /// When the kernel received it, 0 if it did not say.
  long kernelNanos() {
    return kernelNanos;
  }

  long localHigh() {
    return localHigh;
  }

  long localLow() {
    return localLow;
  }

  /// How many datagrams their socket had lost for want of room since it was opened, so far as told
  /// by those that were looked at; −1 if none did.
  long overflows() {
    return overflows;
  }

  /// Adds the reply that has taken the place of a datagram looked at last.
  ///
  /// @param stamped whether its transmit timestamp is wanted
  void reply(int i, int length, boolean stamped) {
    int slot = sending++;
    sendStamped[slot] = stamped;
    sendVectors.putLong(slot * Abi.Iovec.SIZE + Abi.Iovec.BASE, dataAddress + (long) i * ROOM);
    sendVectors.putLong(slot * Abi.Iovec.SIZE + Abi.Iovec.LEN, length);
    int header = slot * Abi.Mmsghdr.SIZE;
    sendHeaders.putLong(header + Abi.Msghdr.NAME, namesAddress + (long) i * NAME_ROOM);
    boolean ipv4 = isIpv4(i);
    sendHeaders.putInt(
        header + Abi.Msghdr.NAMELEN, ipv4 ? Abi.SockaddrIn.SIZE : Abi.SockaddrIn6.SIZE);
    int used = putSource(slot * SEND_CONTROL_ROOM, ipv4);
    if (stamped) {
      int at = slot * SEND_CONTROL_ROOM + used;
      putHeader(at, Abi.SOL_SOCKET, Abi.SO_TIMESTAMPING, Integer.BYTES);
      sendControl.putInt(at + Abi.Cmsghdr.SIZE, Abi.SOF_TIMESTAMPING_TX_SOFTWARE);
      used += STAMP_FLAGS_SPACE;
    }
    sendHeaders.putLong(header + Abi.Msghdr.CONTROLLEN, used);
  }

  private int putSource(int at, boolean ipv4) {
    if (localLow == 0 && localHigh == 0) {
      return 0;
    }
    int content = at + Abi.Cmsghdr.SIZE;
    if (ipv4) {
      putHeader(at, Abi.IPPROTO_IP, Abi.IP_PKTINFO, Abi.InPktinfo.SIZE);
      sendControl.putInt(content + Abi.InPktinfo.IFINDEX, 0);
      sendNetworkControl.putInt(content + Abi.InPktinfo.SPEC_DST, (int) localLow);
      sendControl.putInt(content + Abi.InPktinfo.ADDR, 0);
      return Abi.Cmsghdr.SIZE + 16;
    }
    putHeader(at, Abi.IPPROTO_IPV6, Abi.IPV6_PKTINFO, Abi.In6Pktinfo.SIZE);
    boolean multicast = localHigh >>> 56 == 0xff;
    sendNetworkControl.putLong(content + Abi.In6Pktinfo.ADDR, multicast ? 0 : localHigh);
    sendNetworkControl.putLong(content + Abi.In6Pktinfo.ADDR + 8, multicast ? 0 : localLow);
    boolean linkLocal = localHigh >>> 54 == 0x3fa;
    sendControl.putInt(content + Abi.In6Pktinfo.IFINDEX, linkLocal ? interfaceIndex : 0);
    return Abi.Cmsghdr.SIZE + 24;
  }

  private void putHeader(int at, int level, int type, int length) {
    sendControl.putLong(at + Abi.Cmsghdr.LEN, Abi.Cmsghdr.SIZE + length);
    sendControl.putInt(at + Abi.Cmsghdr.LEVEL, level);
    sendControl.putInt(at + Abi.Cmsghdr.TYPE, type);
  }

  /// How many replies there are to send.
  int replies() {
    return sending;
  }

  boolean isStamped(int reply) {
    return sendStamped[reply];
  }

  /// How many of these replies want a timestamp.
  ///
  /// @param to the first that is not counted
  int stampedBetween(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += sendStamped[i] ? 1 : 0;
    }
    return count;
  }

  /// Sends replies.
  ///
  /// @param to the first that is not sent
  /// @return how many were sent; not above 0 when the first of them was refused
  int send(int fd, int from, int to) {
    return BatchCalls.sendmmsg(fd, toSend[from], to - from, Abi.MSG_DONTWAIT | Abi.MSG_NOSIGNAL);
  }

  /// Who sent it.
  SocketAddress sender(int i) {
    return SocketAddresses.decode(
        nameOctets.asSlice((long) i * NAME_ROOM, NAME_ROOM),
        receivedHeaders.getInt(i * Abi.Mmsghdr.SIZE + Abi.Msghdr.NAMELEN));
  }

  /// The address that the datagram looked at last was sent to.
  ///
  /// @param otherwise for when the kernel did not tell
  InetAddress destination(InetAddress otherwise) {
    return (localHigh | localLow) == 0
        ? otherwise
        : new AddressBits(localHigh, localLow).toInetAddress();
  }

  /// Copies a datagram.
  byte[] copy(int i) {
    byte[] copy = new byte[length(i)];
    data.get(i * ROOM, copy);
    return copy;
  }
}
