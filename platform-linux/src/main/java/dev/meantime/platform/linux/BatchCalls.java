// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls by which one thread receives and sends many datagrams at once, and some that belong to
/// it. Confined to its thread, whose errno it keeps.
final class BatchCalls {

  private final MemorySegment state;

  BatchCalls(Arena arena) {
    state = Libc.callState(arena);
  }

  /// Receives. Why it could not is not told: keeping errno costs an object each time.
  ///
  /// @return how many datagrams were received; −1 for none
  static int recvmmsg(int fd, MemorySegment messages, int count, int flags) {
    try {
      return (int) Recvmmsg.CALL.invokeExact(fd, messages, count, flags, MemorySegment.NULL);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Sends. Why it could not is not told.
  ///
  /// @return how many datagrams were sent before the first that could not be; −1 for none
  static int sendmmsg(int fd, MemorySegment messages, int count, int flags) {
    try {
      return (int) Sendmmsg.CALL.invokeExact(fd, messages, count, flags);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Sends one datagram.
  ///
  /// @return how many octets, or minus errno
  long sendmsg(int fd, MemorySegment message, int flags) {
    try {
      return Libc.result((long) Sendmsg.CALL.invokeExact(state, fd, message, flags), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Binds the calling thread to processors.
  ///
  /// @param mask one bit a processor
  /// @return minus errno when it may not
  int schedSetaffinity(MemorySegment mask) {
    try {
      return (int)
          Libc.result(
              (int) SchedSetaffinity.CALL.invokeExact(state, 0, mask.byteSize(), mask), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  /// Sets by how much the kernel may prolong the calling thread's waits.
  int setTimerSlack(long nanos) {
    try {
      return (int)
          Libc.result((int) Prctl.CALL.invokeExact(state, Abi.PR_SET_TIMERSLACK, nanos), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  private static final class Prctl {
    static final MethodHandle CALL = Libc.linkVariadic("prctl", 1, INT, INT, LONG);
  }

  private static final class Recvmmsg {
    static final MethodHandle CALL =
        Libc.linkSilent("recvmmsg", INT, INT, POINTER, INT, INT, POINTER);
  }

  private static final class Sendmmsg {
    static final MethodHandle CALL = Libc.linkSilent("sendmmsg", INT, INT, POINTER, INT, INT);
  }

  private static final class Sendmsg {
    static final MethodHandle CALL = Libc.link("sendmsg", LONG, INT, POINTER, INT);
  }

  private static final class SchedSetaffinity {
    static final MethodHandle CALL = Libc.link("sched_setaffinity", INT, INT, LONG, POINTER);
  }
}
