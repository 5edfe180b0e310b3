// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.WallClock;

/// The wall clock for one thread's packets: read once for a batch, and within it by the monotonic
/// clock, whose reading costs no object. Confined to its thread.
final class ServerClock {

  private final WallClock clock;
  private long offset;

  ServerClock(WallClock clock) {
    this.clock = clock;
  }

  /// Reads the wall clock.
  long begin() {
    long wall = clock.nowNanos();
    offset = wall - System.nanoTime();
    return wall;
  }

  /// The wall clock now, within a batch.
  long nowNanos() {
    return offset + System.nanoTime();
  }

  /// What the wall clock said when the kernel's monotonic clock said this, within a batch.
  long atMonotonic(long nanos) {
    // On Linux it is the clock that System.nanoTime reads.
    return offset + nanos;
  }
}
