// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The program by which the kernel hands a client's datagrams to one of several sockets: always the
/// same one, because what is remembered of a client is remembered by one thread. It looks at the
/// last four octets of the sender's address (at eight of IPv6, which tell networks apart).
final class ClientSteering {

  // Classic BPF.
  private static final short LOAD_WORD = 0x20;
  private static final short LOAD_INTO_X = 0x07;
  private static final short XOR_X = (short) 0xac;
  private static final short SHIFT_RIGHT = 0x74;
  private static final short MULTIPLY = 0x24;
  private static final short MODULO = (short) 0x94;
  private static final short RETURN_A = 0x16;

  /// Added to an offset, it counts from the network header.
  private static final int FROM_NETWORK_HEADER = -0x100000;

  private static final int IPV4_SOURCE = 12;
  private static final int IPV6_SOURCE = 8;

  /// An odd number without pattern: neighbours in one net go to different sockets.
  private static final int SPREAD = 0x9e37_79b1;

  private ClientSteering() {}

  /// A `sock_fprog` that chooses among so many sockets.
  static MemorySegment program(Arena arena, boolean ipv4, int sockets) {
    int[][] instructions =
        ipv4
            ? new int[][] {
              {LOAD_WORD, FROM_NETWORK_HEADER + IPV4_SOURCE},
              {MULTIPLY, SPREAD},
              {SHIFT_RIGHT, 16},
              {MODULO, sockets},
              {RETURN_A, 0}
            }
            : new int[][] {
              {LOAD_WORD, FROM_NETWORK_HEADER + IPV6_SOURCE + 12},
              {LOAD_INTO_X, 0},
              {LOAD_WORD, FROM_NETWORK_HEADER + IPV6_SOURCE + 4},
              {XOR_X, 0},
              {MULTIPLY, SPREAD},
              {SHIFT_RIGHT, 16},
              {MODULO, sockets},
              {RETURN_A, 0}
            };
    MemorySegment filters =
        arena.allocate((long) instructions.length * Abi.SockFilter.SIZE, Long.BYTES);
    for (int i = 0; i < instructions.length; i++) {
      long at = (long) i * Abi.SockFilter.SIZE;
      filters.set(ValueLayout.JAVA_SHORT, at + Abi.SockFilter.CODE, (short) instructions[i][0]);
      filters.set(ValueLayout.JAVA_INT, at + Abi.SockFilter.K, instructions[i][1]);
    }
    MemorySegment program = arena.allocate(Abi.SockFprog.SIZE, Long.BYTES);
    program.set(ValueLayout.JAVA_SHORT, Abi.SockFprog.LEN, (short) instructions.length);
    program.set(ValueLayout.ADDRESS, Abi.SockFprog.FILTER, filters);
    return program;
  }
}
