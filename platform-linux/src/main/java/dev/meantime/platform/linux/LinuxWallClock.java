// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.WallClock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `CLOCK_REALTIME`.
final class LinuxWallClock implements WallClock {

  private final ClockCalls calls;
  private final MemorySegment timex;

  LinuxWallClock(ClockCalls calls, Arena arena) {
    this.calls = calls;
    this.timex = TimexCodec.allocate(arena);
  }

  @Override
  public long nowNanos() {
    return calls.nanos(Abi.CLOCK_REALTIME);
  }

  /// The kernel adds the step itself, so no time is lost between reading and setting.
  @Override
  public void step(double seconds) throws ClockException {
    TimexCodec.encodeStep(timex, seconds);
    int result = calls.clockAdjtime(Abi.CLOCK_REALTIME, timex);
    if (result < 0) {
      throw Errno.clockFailed("clock_adjtime", result);
    }
  }
}
