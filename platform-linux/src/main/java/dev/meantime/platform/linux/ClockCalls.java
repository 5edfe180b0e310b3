// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The clock calls. Each returns what the C function returns, or minus errno.
final class ClockCalls {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final MemorySegment state;
  private final MemorySegment timespec;

  ClockCalls(Arena arena) {
    state = Libc.callState(arena);
    timespec = arena.allocate(Abi.Timespec.SIZE, Long.BYTES);
  }

  /// The clock's reading in nanoseconds.
  long nanos(int clock) {
    int result;
    try {
      result = (int) ClockGettime.CALL.invokeExact(clock, timespec);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
    if (result != 0) {
      throw new IllegalStateException("clock_gettime has no clock " + clock);
    }
    return timespec.get(LONG, Abi.Timespec.SEC) * NANOS_PER_SECOND
        + timespec.get(LONG, Abi.Timespec.NSEC);
  }

  /// Reads, and changes what `modes` names. The clock's state (0 to 5) on success.
  int clockAdjtime(int clock, MemorySegment timex) {
    try {
      return (int) Libc.result((int) ClockAdjtime.CALL.invokeExact(state, clock, timex), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  long sysconf(int name) {
    try {
      return Libc.result((long) Sysconf.CALL.invokeExact(state, name), state);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
  }

  private static final class ClockGettime {
    static final MethodHandle CALL = Libc.linkBrief("clock_gettime", INT, INT, POINTER);
  }

  private static final class ClockAdjtime {
    static final MethodHandle CALL = Libc.link("clock_adjtime", INT, INT, POINTER);
  }

  private static final class Sysconf {
    static final MethodHandle CALL = Libc.link("sysconf", LONG, INT);
  }
}
