// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine;

/// The cooked clock was changed: whoever keeps readings of it corrects them, so that old readings
/// and new ones are on one scale.
///
/// An instant that the cooked clock called `t` before is called `t + delta(t)` now; an offset
/// measured at `t` becomes smaller by `delta(t)`.
///
/// @param kind how much is known about the change
/// @param cookedNanos the cooked time just before the change
/// @param frequencyChange s/s by which the clock runs faster from now on (slower when negative)
/// @param offsetChange seconds by which the clock was put forward (back when negative)
public record ClockAdjustment(
    Kind kind, long cookedNanos, double frequencyChange, double offsetChange) {

  /// How the clock was changed.
  public enum Kind {
    /// Our own correction by frequency. The wall clock ran on.
    SLEW,
    /// Our own step. The wall clock jumped by what was still to be slewed and by the offset change.
    STEP,
    /// Somebody else moved the clock by an unknown amount: every kept reading is worthless.
    UNKNOWN_STEP
  }

  /// Seconds to add to a reading of the cooked clock taken at `timeNanos` before the change.
  public double delta(long timeNanos) {
    return (timeNanos - cookedNanos) * 1e-9 * frequencyChange + offsetChange;
  }

  /// What the reading is called after the change.
  public long apply(long timeNanos) {
    return timeNanos + Math.round(delta(timeNanos) * 1e9);
  }
}
