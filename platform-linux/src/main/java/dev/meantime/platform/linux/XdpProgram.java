// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.BpfAssembler.Condition.ANY_BIT;
import static dev.meantime.platform.linux.BpfAssembler.Condition.EQUAL;
import static dev.meantime.platform.linux.BpfAssembler.Condition.GREATER;
import static dev.meantime.platform.linux.BpfAssembler.Condition.NOT_EQUAL;
import static dev.meantime.platform.linux.BpfAssembler.Operation.ADD;
import static dev.meantime.platform.linux.BpfAssembler.Operation.AND;
import static dev.meantime.platform.linux.BpfAssembler.Operation.MOVE;
import static dev.meantime.platform.linux.BpfAssembler.Operation.SHIFT_RIGHT;
import static dev.meantime.platform.linux.BpfAssembler.Register.R0;
import static dev.meantime.platform.linux.BpfAssembler.Register.R1;
import static dev.meantime.platform.linux.BpfAssembler.Register.R10;
import static dev.meantime.platform.linux.BpfAssembler.Register.R2;
import static dev.meantime.platform.linux.BpfAssembler.Register.R3;
import static dev.meantime.platform.linux.BpfAssembler.Register.R6;
import static dev.meantime.platform.linux.BpfAssembler.Register.R7;
import static dev.meantime.platform.linux.BpfAssembler.Register.R8;
import static dev.meantime.platform.linux.BpfAssembler.Register.R9;
import static dev.meantime.platform.linux.BpfAssembler.Width.DOUBLE;
import static dev.meantime.platform.linux.BpfAssembler.Width.HALF;
import static dev.meantime.platform.linux.BpfAssembler.Width.OCTET;
import static dev.meantime.platform.linux.BpfAssembler.Width.WORD;

import dev.meantime.platform.linux.BpfAssembler.Label;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The program that runs in the kernel for each frame an interface receives. It gives plain NTP
/// requests to the server, stamped with the time, and leaves everything else to the network stack.
///
/// Plain is: Ethernet II to the interface's own address; IPv4 without options and fragments and
/// with a right header checksum, or IPv6 without extension headers; UDP to an address and port that
/// the server has in its map; 48 octets, mode 3, version 1 to 4. A request of version 4 whose
/// origin timestamp ends in a set bit may be an interleaved one, which is the sockets' matter
/// because they know when a reply really left. Its UDP checksum is right, or absent in IPv4, or not
/// yet computed; what else it may be the network stack judges and counts.
///
/// The network stack is not asked about what is taken: neither its packet filter nor its routes. A
/// sender that it would not believe (loopback, multicast, unspecified) is left to it.
final class XdpProgram {

  /// Octets before a frame that hold {@link #STAMPED} and the monotonic time of arrival.
  static final int STAMP = 16;

  /// Says that a time follows, which not every driver has room for.
  static final int STAMPED = 0x4e_5450;

  /// Octets of a key in the map of addresses: IPv6, or IPv4 mapped into it.
  static final int KEY = 16;

  /// Octets of a value there: the interface's own Ethernet address and the server's port.
  static final int VALUE = 8;

  private static final int IPV4_FROM = Frames.IP + 12;
  private static final int IPV4_TO = Frames.IP + 16;
  private static final int IPV6_FROM = Frames.IP + 8;
  private static final int IPV6_TO = Frames.IP + 24;

  // As loaded on a little-endian machine.
  private static final int ETHERTYPE_IPV4 = 0x0008;
  private static final int ETHERTYPE_IPV6 = 0xdd86;
  private static final int IPV4_PREFIX = 0xffff_0000;
  private static final int NOT_WHOLE = 0xff3f;

  private static final int ORIGIN_LAST = 31;
  private static final int PORT_IN_VALUE = 6;
  private static final int UDP_CHECKSUM = 6;

  /// Where on the stack, below the key.
  private static final int PSEUDO_SUM = -KEY - Long.BYTES;

  private static final int IPV4_CLASS_D = 223;
  private static final int LOOPBACK = 127;

  private final int sockets;
  private final int addresses;
  private final BpfAssembler code = new BpfAssembler();
  private final Label pass = code.label();
  private final XdpChecksum checksum = new XdpChecksum(code, pass);

  private XdpProgram(int sockets, int addresses) {
    this.sockets = sockets;
    this.addresses = addresses;
  }

  /// Assembles the program.
  ///
  /// @param sockets descriptor of the map from receive queues to AF_XDP sockets
  /// @param addresses descriptor of the map of addresses and ports
  static MemorySegment of(int sockets, int addresses, Arena arena) {
    XdpProgram program = new XdpProgram(sockets, addresses);
    program.assemble();
    return program.code.program(arena);
  }

  /// R6 is the context, R7 the frame's begin, R8 its end; R9 is where UDP begins.
  private void assemble() {
    Label ipv6 = code.label();
    Label udp = code.label();
    code.apply(MOVE, R6, R1);
    code.load(WORD, R7, R6, XdpAbi.XdpMd.DATA);
    code.load(WORD, R8, R6, XdpAbi.XdpMd.DATA_END);
    code.apply(MOVE, R9, R7);
    code.apply(ADD, R9, Frames.IP + Frames.IPV4_HEADER);
    requireRequest();
    code.load(HALF, R1, R7, Frames.ETHERTYPE);
    code.jumpIf(R1, EQUAL, ETHERTYPE_IPV6, ipv6);
    code.jumpIf(R1, NOT_EQUAL, ETHERTYPE_IPV4, pass);
    checkIpv4();
    code.jump(udp);
    code.place(ipv6);
    code.apply(MOVE, R9, R7);
    code.apply(ADD, R9, Frames.IP + Frames.IPV6_HEADER);
    requireRequest();
    checkIpv6();
    code.place(udp);
    checkDestination();
    checksum.checkUdp(R9, PSEUDO_SUM);
    stamp();
    redirect();
    code.place(pass);
    code.apply(MOVE, R0, XdpAbi.XDP_PASS);
    code.exit();
  }

  /// There are a UDP header and 48 octets at R9.
  private void requireRequest() {
    code.apply(MOVE, R1, R9);
    code.apply(ADD, R1, Frames.UDP_LENGTH);
    code.jumpIf(R1, GREATER, R8, pass);
  }

  private void checkIpv4() {
    require(OCTET, R7, Frames.IP, 0x45);
    require(HALF, R7, Frames.IP + 2, swapped(Frames.IPV4_HEADER + Frames.UDP_LENGTH));
    code.load(HALF, R1, R7, Frames.IP + 6);
    code.jumpIf(R1, ANY_BIT, NOT_WHOLE, pass);
    require(OCTET, R7, Frames.IP + 9, Frames.UDP_PROTOCOL);
    checksum.checkIpv4(R7, Frames.IP);
    code.load(OCTET, R1, R7, IPV4_FROM);
    code.jumpIf(R1, EQUAL, 0, pass);
    code.jumpIf(R1, EQUAL, LOOPBACK, pass);
    code.jumpIf(R1, GREATER, IPV4_CLASS_D, pass);
    checkUdp();
    // The key, on the stack.
    code.store(DOUBLE, R10, -16, 0);
    code.store(WORD, R10, -8, IPV4_PREFIX);
    code.load(WORD, R1, R7, IPV4_TO);
    code.store(WORD, R10, -4, R1);
    checksum.addPseudoHeader(R7, IPV4_FROM, 8, PSEUDO_SUM);
  }

  private void checkIpv6() {
    code.load(OCTET, R1, R7, Frames.IP);
    code.apply(SHIFT_RIGHT, R1, 4);
    code.jumpIf(R1, NOT_EQUAL, 6, pass);
    require(HALF, R7, Frames.IP + 4, swapped(Frames.UDP_LENGTH));
    require(OCTET, R7, Frames.IP + 6, Frames.UDP_PROTOCOL);
    code.load(OCTET, R1, R7, IPV6_FROM);
    code.jumpIf(R1, EQUAL, 0xff, pass);
    // Unspecified, loopback, or IPv4 in disguise.
    code.load(DOUBLE, R1, R7, IPV6_FROM);
    code.jumpIf(R1, EQUAL, 0, pass);
    checkUdp();
    for (int i = 0; i < KEY; i += Integer.BYTES) {
      code.load(WORD, R1, R7, IPV6_TO + i);
      code.store(WORD, R10, i - KEY, R1);
    }
    // It must have a checksum (RFC 8200 §8.1).
    code.load(HALF, R1, R9, UDP_CHECKSUM);
    code.jumpIf(R1, EQUAL, 0, pass);
    checksum.addPseudoHeader(R7, IPV6_FROM, 32, PSEUDO_SUM);
  }

  private void checkUdp() {
    Label plain = code.label();
    require(HALF, R9, 4, swapped(Frames.UDP_LENGTH));
    code.load(HALF, R1, R9, 0);
    code.jumpIf(R1, EQUAL, 0, pass);
    code.load(OCTET, R1, R9, Frames.UDP_HEADER);
    code.apply(MOVE, R2, R1);
    code.apply(AND, R2, 0x7);
    code.jumpIf(R2, NOT_EQUAL, 3, pass);
    code.apply(SHIFT_RIGHT, R1, 3);
    code.apply(AND, R1, 0x7);
    code.jumpIf(R1, EQUAL, 0, pass);
    code.jumpIf(R1, GREATER, 4, pass);
    code.jumpIf(R1, NOT_EQUAL, 4, plain);
    code.load(OCTET, R1, R9, Frames.UDP_HEADER + ORIGIN_LAST);
    code.jumpIf(R1, ANY_BIT, 1, pass);
    code.place(plain);
  }

  /// The address on the stack is one of the server's, the port is that, and the frame is for this
  /// interface rather than for one that it overhears.
  private void checkDestination() {
    code.loadMap(R1, addresses);
    code.apply(MOVE, R2, R10);
    code.apply(ADD, R2, -KEY);
    code.call(XdpAbi.BPF_FUNC_map_lookup_elem);
    code.jumpIf(R0, EQUAL, 0, pass);
    for (int i = 0; i < PORT_IN_VALUE; i += Short.BYTES) {
      code.load(HALF, R1, R0, i);
      code.load(HALF, R2, R7, i);
      code.jumpIf(R1, NOT_EQUAL, R2, pass);
    }
    code.load(HALF, R1, R0, PORT_IN_VALUE);
    code.load(HALF, R2, R9, 2);
    code.jumpIf(R1, NOT_EQUAL, R2, pass);
  }

  /// Writes the time before the frame. It is the monotonic clock's, which needs no knowledge of
  /// leap seconds in the kernel and is the one that the server's thread reads beside the wall
  /// clock.
  private void stamp() {
    Label unstamped = code.label();
    code.apply(MOVE, R1, R6);
    code.apply(MOVE, R2, -STAMP);
    code.call(XdpAbi.BPF_FUNC_xdp_adjust_meta);
    code.jumpIf(R0, NOT_EQUAL, 0, unstamped);
    code.call(XdpAbi.BPF_FUNC_ktime_get_ns);
    code.load(WORD, R1, R6, XdpAbi.XdpMd.DATA_META);
    code.load(WORD, R2, R6, XdpAbi.XdpMd.DATA);
    code.apply(MOVE, R3, R1);
    code.apply(ADD, R3, STAMP);
    code.jumpIf(R3, GREATER, R2, unstamped);
    code.store(DOUBLE, R1, 0, STAMPED);
    code.store(DOUBLE, R1, 8, R0);
    code.place(unstamped);
  }

  /// To the socket of the queue that the frame came by; without one, to the network stack.
  private void redirect() {
    code.load(WORD, R2, R6, XdpAbi.XdpMd.RX_QUEUE_INDEX);
    code.loadMap(R1, sockets);
    code.apply(MOVE, R3, XdpAbi.XDP_PASS);
    code.call(XdpAbi.BPF_FUNC_redirect_map);
    code.exit();
  }

  private void require(
      BpfAssembler.Width width, BpfAssembler.Register base, int offset, int value) {
    code.load(width, R1, base, offset);
    code.jumpIf(R1, NOT_EQUAL, value, pass);
  }

  private static int swapped(int value) {
    return Short.reverseBytes((short) value) & 0xffff;
  }
}
