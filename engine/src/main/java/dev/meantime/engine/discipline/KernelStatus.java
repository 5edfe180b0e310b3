// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.Now;
import java.util.List;

/// What the kernel is told about the wall clock, for everybody who asks it. Confined to the
/// discipline.
///
/// Two flags say "synchronised" there, and they mean different things. STA_UNSYNC is cleared only
/// with `rtcsync`, as chrony does, because the kernel copies the time to the RTC while it is clear.
/// The maximum error is always true: what is believed of the cooked clock plus all that is still to
/// be slewed, and 16 s, the kernel's own "unsynchronised", when nothing is believed. timedatectl
/// goes by that.
final class KernelStatus {

  private static final double UNSYNCHRONISED_ERROR = 16;

  /// In this time the kernel lets its error grow by 60 ms, hundreds of times more than true.
  private static final long INTERVAL = 120_000_000_000L;

  private final boolean steer;
  private final boolean rtcSync;
  private final double precision;
  private final SlewedClock clock;
  private final Reference reference;
  private final LeapSeconds leap;
  private long toldMonotonicNanos;

  KernelStatus(
      DisciplineConfig config,
      double precision,
      SlewedClock clock,
      Reference reference,
      LeapSeconds leap) {
    this.steer = config.steer();
    this.rtcSync = config.rtcSync();
    this.precision = precision;
    this.clock = clock;
    this.reference = reference;
    this.leap = leap;
  }

  void tell(Now now, List<ClockAction> actions) {
    if (steer) {
      toldMonotonicNanos = now.monotonicNanos();
      actions.add(status(now));
    }
  }

  /// When it is to be told again; the largest value for never.
  long nextMonotonicNanos() {
    return steer && reference.isSynchronised() ? toldMonotonicNanos + INTERVAL : Long.MAX_VALUE;
  }

  private ClockAction status(Now now) {
    if (!reference.isSynchronised()) {
      return new ClockAction.SetStatus(
          false, UNSYNCHRONISED_ERROR, UNSYNCHRONISED_ERROR, leap.forKernel());
    }
    long cookedNanos = clock.toCooked(now.wallNanos());
    double wallError = Math.abs(clock.remaining(now.wallNanos())) + precision;
    double maximum = reference.errorBoundAt(cookedNanos) + wallError;
    double estimated = reference.estimatedErrorAt(cookedNanos) + wallError;
    return new ClockAction.SetStatus(
        rtcSync && maximum < UNSYNCHRONISED_ERROR,
        maximum,
        Math.min(estimated, maximum),
        leap.forKernel());
  }
}
