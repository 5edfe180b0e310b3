// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.WallClock;

/// The wall clock for one thread's packets: read once for a batch, and within it by the monotonic
/// clock, whose reading costs no object. And how much later than that a reply really leaves, learnt
/// from the kernel's transmit timestamps. Confined to its thread.
final class ServerClock {

  /// A difference beyond this says nothing about sending, nanoseconds.
  private static final long LONGEST_LEAD = 200_000;

  /// A new difference counts as one in so many.
  private static final int MEMORY = 16;

  private final WallClock clock;
  private long offset;
  private long lead;

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

  /// When a reply that is made now is going to leave.
  long leavesNanos() {
    return nowNanos() + lead;
  }

  /// A reply left.
  ///
  /// @param believed when it was going to
  /// @param actual when it did, by the kernel
  void learn(long believed, long actual) {
    long late = actual - believed;
    if (Math.abs(late) < LONGEST_LEAD) {
      lead = Math.clamp(lead + late / MEMORY, 0, LONGEST_LEAD);
    }
  }
}
