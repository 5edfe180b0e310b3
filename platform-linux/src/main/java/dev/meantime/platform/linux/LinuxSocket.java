// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/// A datagram socket's descriptor and its options. Every failure is an exception that names the
/// call.
final class LinuxSocket implements AutoCloseable {

  private static final int TIMESTAMPS =
      Abi.SOF_TIMESTAMPING_SOFTWARE
          | Abi.SOF_TIMESTAMPING_RX_SOFTWARE
          | Abi.SOF_TIMESTAMPING_TX_SOFTWARE
          // Without the datagram itself, which would need CAP_NET_RAW on some systems.
          | Abi.SOF_TIMESTAMPING_OPT_TSONLY;

  /// Octets of memory that the calls on a socket need.
  static final int SCRATCH = Abi.GroupReq.SIZE;

  private final SocketCalls calls;
  private final MemorySegment scratch;
  private final int family;
  private final int fd;
  private int timestamps;
  private int cardTimestamps;
  private boolean reportsErrors;

  /// @param scratch {@link #SCRATCH} octets
  LinuxSocket(int family, SocketCalls calls, MemorySegment scratch) throws IOException {
    this.family = family;
    this.calls = calls;
    this.scratch = scratch;
    this.fd = (int) check("socket", calls.socket(family, Abi.SOCK_DGRAM | Abi.SOCK_CLOEXEC, 0));
  }

  int fd() {
    return fd;
  }

  boolean takesTimestamps() {
    return timestamps != 0;
  }

  /// Whether the kernel puts anything into this socket's error queue.
  boolean hasErrorQueue() {
    return takesTimestamps() || reportsErrors;
  }

  /// Without it, an IPv6 wildcard would take IPv4 too.
  void restrictToIpv6() throws IOException {
    if (family == Abi.AF_INET6) {
      set("setsockopt IPV6_V6ONLY", Abi.IPPROTO_IPV6, Abi.IPV6_V6ONLY, 1);
    }
  }

  /// Tells with each datagram which address it was sent to.
  void reportDestinations() throws IOException {
    if (family == Abi.AF_INET6) {
      set("setsockopt IPV6_RECVPKTINFO", Abi.IPPROTO_IPV6, Abi.IPV6_RECVPKTINFO, 1);
    } else {
      set("setsockopt IP_PKTINFO", Abi.IPPROTO_IP, Abi.IP_PKTINFO, 1);
    }
  }

  /// Reports every ICMP error rather than the hard ones alone.
  void reportErrors() throws IOException {
    if (family == Abi.AF_INET6) {
      set("setsockopt IPV6_RECVERR", Abi.IPPROTO_IPV6, Abi.IPV6_RECVERR, 1);
    } else {
      set("setsockopt IP_RECVERR", Abi.IPPROTO_IP, Abi.IP_RECVERR, 1);
    }
    reportsErrors = true;
  }

  /// Allows an address that no interface has yet, so that a server may start before the network.
  void bindFreely() throws IOException {
    if (family == Abi.AF_INET6) {
      set("setsockopt IPV6_FREEBIND", Abi.IPPROTO_IPV6, Abi.IPV6_FREEBIND, 1);
    } else {
      set("setsockopt IP_FREEBIND", Abi.IPPROTO_IP, Abi.IP_FREEBIND, 1);
    }
  }

  /// @param codePoint differentiated services code point, 0 to 63
  void mark(int codePoint) throws IOException {
    if (family == Abi.AF_INET6) {
      set("setsockopt IPV6_TCLASS", Abi.IPPROTO_IPV6, Abi.IPV6_TCLASS, codePoint << 2);
    } else {
      set("setsockopt IP_TOS", Abi.IPPROTO_IP, Abi.IP_TOS, codePoint << 2);
    }
  }

  void bindToDevice(String device) throws IOException {
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    if (name.length >= SocketAddresses.ROOM) {
      throw Errno.failed("setsockopt SO_BINDTODEVICE", -Errno.ENODEV.number());
    }
    MemorySegment.copy(name, 0, scratch, ValueLayout.JAVA_BYTE, 0, name.length);
    check(
        "setsockopt SO_BINDTODEVICE",
        calls.setsockopt(fd, Abi.SOL_SOCKET, Abi.SO_BINDTODEVICE, scratch, name.length));
  }

  /// Takes the network card's timestamps as well, raw. To be called before the others of this kind.
  /// Which card it was that a datagram left through is only told together with its octets.
  void takeCardTimestamps() {
    cardTimestamps =
        LinkAbi.SOF_TIMESTAMPING_RAW_HARDWARE
            | LinkAbi.SOF_TIMESTAMPING_RX_HARDWARE
            | LinkAbi.SOF_TIMESTAMPING_TX_HARDWARE
            | LinkAbi.SOF_TIMESTAMPING_OPT_PKTINFO
            | LinkAbi.SOF_TIMESTAMPING_OPT_TX_SWHW
            | Abi.SOF_TIMESTAMPING_OPT_CMSG;
  }

  private int allTimestamps() {
    return cardTimestamps == 0
        ? TIMESTAMPS
        : (TIMESTAMPS & ~Abi.SOF_TIMESTAMPING_OPT_TSONLY) | cardTimestamps;
  }

  void takeTimestamps() throws IOException {
    timestamps = allTimestamps();
    restartTimestampCounter();
  }

  /// Takes receive timestamps, and transmit timestamps of those datagrams only that ask for one.
  void takeTimestampsOnRequest() throws IOException {
    int unasked = Abi.SOF_TIMESTAMPING_TX_SOFTWARE | LinkAbi.SOF_TIMESTAMPING_TX_HARDWARE;
    timestamps = (allTimestamps() & ~unasked) | Abi.SOF_TIMESTAMPING_OPT_CMSG;
    restartTimestampCounter();
  }

  /// Has the kernel count datagrams from 0 again.
  void restartTimestampCounter() throws IOException {
    // The counter begins anew whenever the option is switched on.
    set("setsockopt SO_TIMESTAMPING", Abi.SOL_SOCKET, Abi.SO_TIMESTAMPING, timestamps);
    set(
        "setsockopt SO_TIMESTAMPING",
        Abi.SOL_SOCKET,
        Abi.SO_TIMESTAMPING,
        timestamps | Abi.SOF_TIMESTAMPING_OPT_ID);
  }

  /// Lets several sockets have one address and port.
  void shareAddress() throws IOException {
    set("setsockopt SO_REUSEPORT", Abi.SOL_SOCKET, Abi.SO_REUSEPORT, 1);
  }

  /// Has the kernel choose among the sockets of this address.
  ///
  /// @param program a `sock_fprog` that returns a socket's position
  void chooseBy(MemorySegment program) throws IOException {
    check(
        "setsockopt SO_ATTACH_REUSEPORT_CBPF",
        calls.setsockopt(
            fd, Abi.SOL_SOCKET, Abi.SO_ATTACH_REUSEPORT_CBPF, program, (int) program.byteSize()));
  }

  /// Bounds how long a receiving call waits.
  ///
  /// @param nanos below a second; the kernel rounds it up to its own ticks of 1 to 10 ms
  void limitWaits(long nanos) throws IOException {
    MemorySegment time = scratch.asSlice(0, Abi.Timeval.SIZE);
    time.fill((byte) 0);
    time.set(LONG, Abi.Timeval.USEC, nanos / 1000);
    check(
        "setsockopt SO_RCVTIMEO",
        calls.setsockopt(fd, Abi.SOL_SOCKET, Abi.SO_RCVTIMEO, time, Abi.Timeval.SIZE));
  }

  void allowBroadcasts(boolean allowed) throws IOException {
    set("setsockopt SO_BROADCAST", Abi.SOL_SOCKET, Abi.SO_BROADCAST, allowed ? 1 : 0);
  }

  /// Lets multicasts go this far.
  ///
  /// @param hops 1 to stay on the link
  void limitMulticasts(int hops) throws IOException {
    if (family == Abi.AF_INET6) {
      set("setsockopt IPV6_MULTICAST_HOPS", Abi.IPPROTO_IPV6, Abi.IPV6_MULTICAST_HOPS, hops);
    } else {
      set("setsockopt IP_MULTICAST_TTL", Abi.IPPROTO_IP, Abi.IP_MULTICAST_TTL, hops);
    }
  }

  void join(InetAddress group) throws IOException {
    MemorySegment request = scratch.asSlice(0, Abi.GroupReq.SIZE);
    request.fill((byte) 0);
    SocketAddresses.encode(
        "setsockopt MCAST_JOIN_GROUP",
        new InetSocketAddress(group, 0),
        request.asSlice(Abi.GroupReq.GROUP));
    int level = family == Abi.AF_INET6 ? Abi.IPPROTO_IPV6 : Abi.IPPROTO_IP;
    check(
        "setsockopt MCAST_JOIN_GROUP",
        calls.setsockopt(fd, level, Abi.MCAST_JOIN_GROUP, request, Abi.GroupReq.SIZE));
  }

  /// Makes room for so many octets of datagrams that wait, as far as the system allows.
  void widen(int octets) throws IOException {
    scratch.set(INT, 0, octets);
    long forced = calls.setsockopt(fd, Abi.SOL_SOCKET, Abi.SO_RCVBUFFORCE, scratch, Integer.BYTES);
    if (forced < 0) {
      set("setsockopt SO_RCVBUF", Abi.SOL_SOCKET, Abi.SO_RCVBUF, octets);
    }
  }

  /// Makes room for so many octets of datagrams that have not left yet, as far as the system
  /// allows.
  void widenSending(int octets) throws IOException {
    scratch.set(INT, 0, octets);
    long forced = calls.setsockopt(fd, Abi.SOL_SOCKET, Abi.SO_SNDBUFFORCE, scratch, Integer.BYTES);
    if (forced < 0) {
      set("setsockopt SO_SNDBUF", Abi.SOL_SOCKET, Abi.SO_SNDBUF, octets);
    }
  }

  /// Tells with each datagram how many were lost before it for want of room.
  void reportOverflow() throws IOException {
    set("setsockopt SO_RXQ_OVFL", Abi.SOL_SOCKET, Abi.SO_RXQ_OVFL, 1);
  }

  void bind(SocketAddress address) throws IOException {
    check("bind", calls.bind(fd, scratch, SocketAddresses.encode("bind", address, scratch)));
  }

  void connect(SocketAddress address) throws IOException {
    check(
        "connect", calls.connect(fd, scratch, SocketAddresses.encode("connect", address, scratch)));
  }

  /// Sets the permissions that the socket's file will be made with, less the process's mask.
  void limitFileMode(int mode) throws IOException {
    check("fchmod", calls.fchmod(fd, mode));
  }

  SocketAddress localAddress() throws IOException {
    MemorySegment length = scratch.asSlice(SocketAddresses.ROOM, Integer.BYTES);
    length.set(INT, 0, SocketAddresses.ROOM);
    check("getsockname", calls.getsockname(fd, scratch, length));
    return SocketAddresses.decode(scratch, length.get(INT, 0));
  }

  @Override
  public void close() {
    var _ = calls.close(fd);
  }

  private void set(String call, int level, int option, int value) throws IOException {
    scratch.set(INT, 0, value);
    check(call, calls.setsockopt(fd, level, option, scratch, Integer.BYTES));
  }

  private static long check(String call, long result) throws IOException {
    if (result < 0) {
      throw Errno.failed(call, result);
    }
    return result;
  }
}
