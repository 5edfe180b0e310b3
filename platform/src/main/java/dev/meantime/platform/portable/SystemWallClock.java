// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.WallClock;
import java.time.Clock;
import java.time.Instant;

/// The system clock as the JDK reads it, in nanoseconds on Linux, microseconds or coarser
/// elsewhere. It cannot be set.
final class SystemWallClock implements WallClock {

  private final Clock clock = Clock.systemUTC();

  @Override
  public long nowNanos() {
    Instant now = clock.instant();
    return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
  }

  @Override
  public void step(double seconds) throws ClockException {
    throw new ClockException("clock_settime", "ENOSYS");
  }
}
