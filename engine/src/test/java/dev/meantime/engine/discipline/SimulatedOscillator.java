// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.Now;
import dev.meantime.wire.LeapIndicator;

/// A hardware clock with an error, and a kernel clock that runs on it with a settable frequency.
/// Time passes in such steps that the wall clock is at a whole nanosecond after each, so that what
/// is done then is done at the moment of the reading.
public final class SimulatedOscillator {

  /// Linux counts frequency in 2^-16 ppm.
  private static final double RESOLUTION = 1e-6 / 65536;

  private final Reading truth;
  private final Reading wall;
  private final Reading monotonic = new Reading(5_000_000_000L);
  private final Reading hardware = new Reading(0);
  private double hardwareError;
  private double frequency;
  private LeapIndicator kernelLeap = LeapIndicator.NONE;

  /// A reading finer than a nanosecond.
  static final class Reading {
    private long nanos;
    private double fraction;

    Reading(long nanos) {
      this.nanos = nanos;
    }

    void add(double moreNanos) {
      double sum = moreNanos + fraction;
      double whole = Math.floor(sum);
      nanos += (long) whole;
      fraction = sum - whole;
    }

    /// Nanoseconds beyond that.
    double nanosBeyond(long other) {
      return nanos - other + fraction;
    }

    double minus(Reading other) {
      return (nanos - other.nanos) * 1e-9 + (fraction - other.fraction) * 1e-9;
    }
  }

  /// @param hardwareError s/s by which the hardware is fast
  /// @param offset true minus wall, seconds
  public SimulatedOscillator(long trueNanos, double hardwareError, double offset) {
    truth = new Reading(trueNanos);
    wall = new Reading(trueNanos - Math.round(offset * 1e9));
    this.hardwareError = hardwareError;
  }

  void advance(double trueSeconds) {
    long before = wall.nanos;
    pass(trueSeconds * 1e9 * (1 + hardwareError));
    pass((1 - wall.fraction) / (1 + frequency));
    wall.nanos += Math.round(wall.fraction);
    wall.fraction = 0;
    actOnLeap(before);
  }

  private void pass(double hardwareNanos) {
    truth.add(hardwareNanos / (1 + hardwareError));
    hardware.add(hardwareNanos);
    wall.add(hardwareNanos * (1 + frequency));
    monotonic.add(hardwareNanos * (1 + frequency));
  }

  /// What the hardware clock shows, to be compared with {@link #hardwareNanosSince}.
  Reading hardware() {
    Reading copy = new Reading(hardware.nanos);
    copy.fraction = hardware.fraction;
    return copy;
  }

  double hardwareNanosSince(Reading earlier) {
    return (hardware.nanos - earlier.nanos) + (hardware.fraction - earlier.fraction);
  }

  /// The true seconds until the monotonic clock shows that.
  double until(long monotonicNanos) {
    double nanos = monotonicNanos - monotonic.nanos - monotonic.fraction;
    return Math.max(0, nanos * 1e-9 / ((1 + hardwareError) * (1 + frequency)));
  }

  public Now now() {
    return new Now(wall.nanos, monotonic.nanos);
  }

  /// True minus wall, seconds.
  public double offset() {
    return truth.minus(wall);
  }

  /// True minus that reading, taken now.
  double offsetOf(long cookedNanos) {
    return (truth.nanos - cookedNanos) * 1e-9 + (truth.fraction - wall.fraction) * 1e-9;
  }

  /// What UTC calls now, nanoseconds.
  public double truthNanosBeyond(long nanos) {
    return truth.nanosBeyond(nanos);
  }

  double setFrequency(double wanted) {
    frequency = Math.rint(wanted / RESOLUTION) * RESOLUTION;
    return frequency;
  }

  double frequency() {
    return frequency;
  }

  double hardwareError() {
    return hardwareError;
  }

  public void setHardwareError(double error) {
    hardwareError = error;
  }

  public void step(double seconds) {
    wall.nanos += Math.round(seconds * 1e9);
  }

  void arm(LeapIndicator leap) {
    kernelLeap = leap;
  }

  /// UTC names the seconds after a leap second by one less (or more).
  public void renameTruth(int seconds) {
    truth.nanos += seconds * 1_000_000_000L;
  }

  private void actOnLeap(long beforeNanos) {
    long day = 86_400_000_000_000L;
    boolean midnight = Math.floorDiv(beforeNanos, day) < Math.floorDiv(wall.nanos, day);
    boolean lastSecond =
        Math.floorDiv(beforeNanos + 1_000_000_000L, day)
            < Math.floorDiv(wall.nanos + 1_000_000_000L, day);
    if (kernelLeap == LeapIndicator.INSERT && midnight) {
      wall.nanos -= 1_000_000_000L;
      kernelLeap = LeapIndicator.NONE;
    } else if (kernelLeap == LeapIndicator.DELETE && lastSecond) {
      wall.nanos += 1_000_000_000L;
      kernelLeap = LeapIndicator.NONE;
    }
  }
}
