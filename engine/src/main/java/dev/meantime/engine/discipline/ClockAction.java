// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.LeapIndicator;

/// What the discipline wants done, in this order. Whoever performs it reports the results that are
/// asked for here.
public sealed interface ClockAction {

  /// Make the clock run faster by this fraction than the hardware alone would. Then call {@link
  /// ClockDiscipline#onFrequencySet} with what the kernel really set.
  record SetFrequency(double frequency) implements ClockAction {}

  /// Put the wall clock forward by this many seconds in one jump (back when negative). Then call
  /// {@link ClockDiscipline#onStepped} or {@link ClockDiscipline#onStepRefused}.
  record Step(double seconds) implements ClockAction {}

  /// Tell the kernel how right the clock is.
  ///
  /// @param synchronised false sets STA_UNSYNC
  /// @param maximumError bound of the wall clock's error, seconds
  /// @param estimatedError expected error of the wall clock, seconds
  /// @param leap what to arm at the end of the day; never {@link LeapIndicator#UNSYNCHRONISED}
  record SetStatus(
      boolean synchronised, double maximumError, double estimatedError, LeapIndicator leap)
      implements ClockAction {}

  /// The cooked clock has changed: tell every estimator and association.
  record Adjusted(ClockAdjustment adjustment) implements ClockAction {}

  /// The moment of a frequency change is not known better than this: widen every sample by so many
  /// seconds.
  record AddDispersion(double seconds) implements ClockAction {}

  /// Call {@link ClockDiscipline#onTimer} at this monotonic time; replaces the time asked for
  /// before.
  record WakeAt(long monotonicNanos) implements ClockAction {}

  /// Keep frequency and skew for the next start.
  record SaveDrift(Drift drift) implements ClockAction {}

  /// Tell the administrator.
  record Report(DisciplineEvent event) implements ClockAction {}

  /// The clock is wrong by more than `maxchange` allows, too often: end the daemon with status 1.
  record GiveUp() implements ClockAction {}
}
