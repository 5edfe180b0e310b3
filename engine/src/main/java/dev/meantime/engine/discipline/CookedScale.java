// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockAdjustment;

/// How cooked time follows from the wall clock: an immutable snapshot, true until the clock is
/// changed again. What is still to be slewed is a straight line over the wall clock.
///
/// Where a leap second passed, cooked time goes on under UTC's new names. *Even* time does not: it
/// counts every second, and is called as UTC was when the daemon began.
///
/// @param line in force now
/// @param previous the line before, for timestamps taken before the last change and asked about
///   after it
/// @param change what leads from the previous line's scale to this one's
public record CookedScale(Line line, Line previous, ClockAdjustment change) {

  /// What is to be added to the wall clock.
  ///
  /// @param startNanos wall-clock reading from which it holds
  /// @param remaining what is still to be slewed there, seconds
  /// @param slope by which that falls, s/s
  /// @param renamedNanos by how much cooked time is called more than even time
  public record Line(long startNanos, double remaining, double slope, long renamedNanos) {

    double remainingAt(long wallNanos) {
      return remaining - (wallNanos - startNanos) * 1e-9 * slope;
    }

    long cooked(long wallNanos) {
      return wallNanos + Math.round(remainingAt(wallNanos) * 1e9);
    }
  }

  private static final ClockAdjustment NOTHING =
      new ClockAdjustment(ClockAdjustment.Kind.SLEW, 0, 0, 0);

  /// A line that nothing is remembered before.
  static CookedScale of(Line line) {
    return new CookedScale(line, line, NOTHING);
  }

  /// The same clock after a change.
  CookedScale then(Line next, ClockAdjustment adjustment) {
    return new CookedScale(next, line, adjustment);
  }

  /// The cooked time of a wall-clock reading.
  public long toCooked(long wallNanos) {
    return wallNanos < line.startNanos
        ? change.apply(previous.cooked(wallNanos))
        : line.cooked(wallNanos);
  }

  /// The even time of a wall-clock reading.
  public long toEven(long wallNanos) {
    return wallNanos < line.startNanos
        ? change.apply(previous.cooked(wallNanos)) - previous.renamedNanos
        : line.cooked(wallNanos) - line.renamedNanos;
  }

  /// By how much cooked time is now called more than even time: a second less for every leap second
  /// that was inserted.
  public long renamedNanos() {
    return line.renamedNanos;
  }
}
