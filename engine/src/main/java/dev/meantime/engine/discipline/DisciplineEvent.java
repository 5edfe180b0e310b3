// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.wire.LeapIndicator;

/// What an administrator wants to know of the clock. Offsets are positive when the local clock is
/// behind.
public sealed interface DisciplineEvent {

  /// The clock was updated; a line of tracking.log.
  ///
  /// @param estimate what was measured
  /// @param offset what was corrected: the estimate's offset at the time of the update
  /// @param state the clock after it
  /// @param maximumError bound of the clock's error just before the update
  record Updated(ClockEstimate estimate, double offset, ClockState state, double maximumError)
      implements DisciplineEvent {}

  /// No source can be believed any more.
  record Unsynchronised(ClockState state) implements DisciplineEvent {}

  /// The offset is beyond `logchange`.
  record WrongBy(double offset) implements DisciplineEvent {}

  /// The clock was put forward by this (back when negative).
  record Stepped(double seconds) implements DisciplineEvent {}

  /// The system refused to step; the offset is slewed instead.
  record StepRefused(double seconds) implements DisciplineEvent {}

  /// The drift file gave the initial frequency.
  record FrequencyRead(Drift drift) implements DisciplineEvent {}

  /// The kernel had this frequency, and there is no drift file.
  record InitialFrequency(double frequency) implements DisciplineEvent {}

  /// The frequency would exceed `maxdrift`.
  record FrequencyBeyondMaximum(double frequency) implements DisciplineEvent {}

  /// An offset beyond `maxchange`.
  ///
  /// @param fatal whether the daemon ends for it
  record ChangeBeyondMaximum(double offset, double maximum, boolean fatal)
      implements DisciplineEvent {}

  /// The kernel will insert or delete a leap second at the end of the day, or will not any more.
  record LeapArmed(LeapIndicator leap) implements DisciplineEvent {}

  /// The leap second passed and this was done about it.
  record LeapApplied(LeapIndicator leap, DisciplineConfig.LeapMode mode)
      implements DisciplineEvent {}

  /// Somebody else moved the clock by about this much: everything is to be measured anew.
  record ExternalStep(double seconds) implements DisciplineEvent {}

  /// Somebody else put the clock forward by this (back when negative), which is being undone.
  record Displaced(double seconds) implements DisciplineEvent {}

  /// Somebody else changed the kernel's frequency.
  record Interference() implements DisciplineEvent {}
}
