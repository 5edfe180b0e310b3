// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.KernelClockStatus.LeapSecond;

/// What Linux believes of its clock: a claim that wears off. The maximum error grows by 500 µs each
/// second; at 16 s the clock counts as unsynchronised until somebody says otherwise.
///
/// Confined to the simulation's thread.
final class KernelStatus {

  private static final double LIMIT = 16;
  private static final double GROWTH = 500e-6;

  private KernelClockStatus claimed = new KernelClockStatus(false, LIMIT, LIMIT, LeapSecond.NONE);
  private long claimedNanos;

  /// Takes over what a daemon claims.
  void set(KernelClockStatus status, long monotonicNanos) {
    claimed = status;
    claimedNanos = monotonicNanos;
  }

  /// Whoever sets the clock takes all claims back with that, but for the leap second.
  void clear(long monotonicNanos) {
    set(new KernelClockStatus(false, LIMIT, LIMIT, claimed.leap()), monotonicNanos);
  }

  KernelClockStatus at(long monotonicNanos) {
    long seconds = (monotonicNanos - claimedNanos) / 1_000_000_000L;
    double maximumError = Math.min(LIMIT, claimed.maximumError() + seconds * GROWTH);
    return new KernelClockStatus(
        claimed.synchronised() && maximumError < LIMIT,
        maximumError,
        claimed.estimatedError(),
        claimed.leap());
  }
}
