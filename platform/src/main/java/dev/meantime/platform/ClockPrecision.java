// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// How finely a wall clock can be read: the smallest step seen between readings taken one after the
/// other. It bounds what a single timestamp can be worth, and is what NTP calls precision.
public final class ClockPrecision {

  private static final double FINEST = 1e-9;
  private static final double COARSEST = 1.0;
  private static final int STEPS = 100;
  // A clock that stands still, as a simulated one does between events, must not hold us up.
  private static final int READINGS = 200_000;

  private ClockPrecision() {}

  /// Reads the clock until it has moved forward 100 times, and returns the smallest of these steps
  /// in seconds, from 1e-9 to 1. Steps back are ignored. A clock that does not move at all within
  /// 200 000 readings counts as perfect.
  public static double measure(WallClock clock) {
    long smallestNanos = Long.MAX_VALUE;
    long previousNanos = clock.nowNanos();
    int steps = 0;
    for (int readings = 0; readings < READINGS && steps < STEPS; readings++) {
      long nanos = clock.nowNanos();
      long stepNanos = nanos - previousNanos;
      previousNanos = nanos;
      if (stepNanos > 0) {
        smallestNanos = Math.min(smallestNanos, stepNanos);
        steps++;
      }
    }
    return steps == 0 ? FINEST : Math.clamp(smallestNanos / 1e9, FINEST, COARSEST);
  }
}
