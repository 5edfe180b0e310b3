// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.BpfAssembler.Condition.EQUAL;
import static dev.meantime.platform.linux.BpfAssembler.Condition.NOT_EQUAL;
import static dev.meantime.platform.linux.BpfAssembler.Operation.ADD;
import static dev.meantime.platform.linux.BpfAssembler.Operation.MOVE;
import static dev.meantime.platform.linux.BpfAssembler.Operation.SHIFT_LEFT;
import static dev.meantime.platform.linux.BpfAssembler.Operation.SHIFT_RIGHT;
import static dev.meantime.platform.linux.BpfAssembler.Register.R1;
import static dev.meantime.platform.linux.BpfAssembler.Register.R10;
import static dev.meantime.platform.linux.BpfAssembler.Register.R2;
import static dev.meantime.platform.linux.BpfAssembler.Register.R3;
import static dev.meantime.platform.linux.BpfAssembler.Register.R4;
import static dev.meantime.platform.linux.BpfAssembler.Width.DOUBLE;
import static dev.meantime.platform.linux.BpfAssembler.Width.HALF;
import static dev.meantime.platform.linux.BpfAssembler.Width.WORD;

import dev.meantime.platform.linux.BpfAssembler.Label;
import dev.meantime.platform.linux.BpfAssembler.Register;

/// The part of {@link XdpProgram} that judges checksums. It adds numbers as they are loaded: the
/// ones' complement sum of 16-bit numbers is the same in either octet order but for the order of
/// its own octets (RFC 1071 §2(B)).
///
/// The registers 1 to 4 are its own.
final class XdpChecksum {

  private static final int ALL_ONES = 0xffff;
  private static final int UDP_CHECKSUM = 6;

  private final BpfAssembler code;
  private final Label wrong;

  /// @param wrong where to go when a checksum is wrong
  XdpChecksum(BpfAssembler code, Label wrong) {
    this.code = code;
    this.wrong = wrong;
  }

  /// Judges the header of 20 octets that IPv4 begins with.
  void checkIpv4(Register ip, int offset) {
    code.apply(MOVE, R1, 0);
    add(ip, offset, Frames.IPV4_HEADER);
    fold(R1);
    code.jumpIf(R1, NOT_EQUAL, ALL_ONES, wrong);
  }

  /// Keeps the sum of the pseudo-header on the stack for {@link #checkUdp}.
  ///
  /// @param offset where the addresses begin, of both together
  /// @param length of both addresses, octets
  /// @param place on the stack, for 8 octets
  void addPseudoHeader(Register ip, int offset, int length, int place) {
    int rest = Frames.UDP_PROTOCOL + Frames.UDP_LENGTH;
    code.apply(MOVE, R1, Short.reverseBytes((short) rest) & ALL_ONES);
    add(ip, offset, length);
    code.store(DOUBLE, R10, place, R1);
  }

  /// Judges the checksum of a request. It may be missing (RFC 768), where the caller has not seen
  /// to that. And it may be the sum of the pseudo-header alone: so Linux leaves it where a network
  /// card or nobody is to complete it, such as in what comes from this machine over a virtual
  /// interface. A datagram that was damaged on its way passes for one of those by chance, once in
  /// 65,536 times, as it does for a right one.
  ///
  /// @param udp where the header begins
  /// @param place of the pseudo-header's sum
  void checkUdp(Register udp, int place) {
    Label right = code.label();
    code.load(HALF, R3, udp, UDP_CHECKSUM);
    code.jumpIf(R3, EQUAL, 0, right);
    code.load(DOUBLE, R1, R10, place);
    code.apply(MOVE, R4, R1);
    fold(R4);
    code.jumpIf(R4, EQUAL, R3, right);
    add(udp, 0, Frames.UDP_LENGTH);
    fold(R1);
    code.jumpIf(R1, NOT_EQUAL, ALL_ONES, wrong);
    code.place(right);
  }

  private void add(Register base, int offset, int length) {
    for (int i = 0; i < length; i += Integer.BYTES) {
      code.load(WORD, R2, base, offset + i);
      code.apply(ADD, R1, R2);
    }
  }

  /// Up to 32 words make 37 bits; each fold leaves a carry at most, and the last one none.
  private void fold(Register sum) {
    for (int bits : new int[] {32, 16, 16, 16}) {
      code.apply(MOVE, R2, sum);
      code.apply(SHIFT_RIGHT, R2, bits);
      code.apply(SHIFT_LEFT, sum, 64 - bits);
      code.apply(SHIFT_RIGHT, sum, 64 - bits);
      code.apply(ADD, sum, R2);
    }
  }
}
