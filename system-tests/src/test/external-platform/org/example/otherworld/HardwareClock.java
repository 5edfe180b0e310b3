// SPDX-License-Identifier: Apache-2.0
package org.example.otherworld;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.WallClock;

/// A clock that begins 0.8 s behind and by itself runs 40 ppm fast. It keeps frequencies with
/// adjtimex's resolution.
final class HardwareClock implements KernelClock {

  private static final double DRIFT = 40e-6;
  private static final double MAXIMUM_FREQUENCY = 0.1;
  private static final double RESOLUTION = 1e-6 / 65536;

  private final Happenings happenings;
  private long readAtTrueNanos = Happenings.START_NANOS;
  // The origin of a monotonic clock means nothing: this one stays negative for a day.
  private long monotonicNanos = -100_000_000_000_000L;
  private double fraction;
  private long wallMinusMonotonic = Happenings.START_NANOS - 800_000_000L - monotonicNanos;
  private double frequency;
  private KernelClockStatus status =
      new KernelClockStatus(false, 16, 16, KernelClockStatus.LeapSecond.NONE);

  HardwareClock(Happenings happenings) {
    this.happenings = happenings;
  }

  long monotonicNanos() {
    long now = happenings.trueNanos();
    double gone = (now - readAtTrueNanos) * rate() + fraction;
    long whole = (long) Math.floor(gone);
    monotonicNanos += whole;
    fraction = gone - whole;
    readAtTrueNanos = now;
    return monotonicNanos;
  }

  /// True time at which the monotonic clock will show this, unless its rate is changed before.
  long trueNanosAt(long wantedNanos) {
    long remaining = wantedNanos - monotonicNanos();
    return happenings.trueNanos() + Math.max(0, (long) Math.ceil(remaining / rate()));
  }

  /// Seconds that the wall clock is ahead of the truth.
  double error() {
    return (wallNanos() - happenings.trueNanos()) * 1e-9;
  }

  long wallNanos() {
    return monotonicNanos() + wallMinusMonotonic;
  }

  WallClock wallClock() {
    return new WallClock() {
      @Override
      public long nowNanos() {
        return wallNanos();
      }

      @Override
      public void step(double seconds) {
        happenings.record("kernel step " + seconds);
        wallMinusMonotonic += Math.round(seconds * 1e9);
      }
    };
  }

  @Override
  public Control control() {
    return new Control.Granted();
  }

  @Override
  public KernelClockState read() {
    happenings.checkThread();
    return new KernelClockState(frequency, status, 0);
  }

  @Override
  public double setFrequency(double wanted) throws ClockException {
    if (!Double.isFinite(wanted)) {
      throw new ClockException("clock_adjtime", "EINVAL");
    }
    monotonicNanos();
    double clamped = Math.clamp(wanted, -MAXIMUM_FREQUENCY, MAXIMUM_FREQUENCY);
    frequency = Math.rint(clamped / RESOLUTION) * RESOLUTION;
    happenings.record("kernel frequency " + frequency);
    return frequency;
  }

  @Override
  public double maximumFrequency() {
    return MAXIMUM_FREQUENCY;
  }

  @Override
  public void setStatus(KernelClockStatus wanted) {
    happenings.record("kernel status " + wanted);
    status = wanted;
  }

  private double rate() {
    return (1 + DRIFT) * (1 + frequency);
  }
}
