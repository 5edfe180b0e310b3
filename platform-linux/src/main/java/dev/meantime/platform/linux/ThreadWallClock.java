// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static dev.meantime.platform.linux.Libc.INT;
import static dev.meantime.platform.linux.Libc.LONG;
import static dev.meantime.platform.linux.Libc.POINTER;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.WallClock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The wall clock for one thread, to which it is confined: reading it makes no object, as {@link
/// LinuxWallClock} does.
final class ThreadWallClock implements WallClock {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final WallClock clock;
  private final MemorySegment timespec;

  /// @param clock the same clock, for all threads
  ThreadWallClock(WallClock clock, Arena arena) {
    this.clock = clock;
    this.timespec = arena.allocate(Abi.Timespec.SIZE, Long.BYTES);
  }

  @Override
  public long nowNanos() {
    try {
      var _ = (int) ClockGettime.CALL.invokeExact(Abi.CLOCK_REALTIME, timespec);
    } catch (Throwable e) {
      throw Libc.broken(e);
    }
    return timespec.get(LONG, Abi.Timespec.SEC) * NANOS_PER_SECOND
        + timespec.get(LONG, Abi.Timespec.NSEC);
  }

  @Override
  public void step(double seconds) throws ClockException {
    clock.step(seconds);
  }

  private static final class ClockGettime {
    static final MethodHandle CALL = Libc.linkBrief("clock_gettime", INT, INT, POINTER);
  }
}
