// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.select.ClockEstimate;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Decides how the clock is corrected, and knows what is still to be slewed. Confined to the loop.
public final class ClockDiscipline {

  /// @param precision of the clock, seconds
  /// @param maximumFrequency what the kernel takes at most, s/s
  /// @param random 64 random bits a call
  public ClockDiscipline(
      DisciplineConfig config, double precision, double maximumFrequency, LongSupplier random) {}

  /// Takes over the clock.
  ///
  /// @param kernelFrequency what the kernel is set to now, s/s
  /// @param drift what the drift file says
  public List<ClockAction> start(Now now, double kernelFrequency, Optional<Drift> drift) {
    throw new UnsupportedOperationException();
  }

  public List<ClockAction> onEstimate(Now now, ClockEstimate estimate) {
    throw new UnsupportedOperationException();
  }

  /// No source can be believed any more.
  public List<ClockAction> onUnsynchronised(Now now) {
    throw new UnsupportedOperationException();
  }

  /// Corrects an offset measured before the daemon proper began (`initstepslew`, `-q`): steps when
  /// it is at least the threshold, else slews as fast as allowed.
  public List<ClockAction> correctAtOnce(Now now, double offset, double stepThreshold) {
    throw new UnsupportedOperationException();
  }

  /// Steps by what is still to be slewed.
  public List<ClockAction> stepRemaining(Now now) {
    throw new UnsupportedOperationException();
  }

  public List<ClockAction> onTimer(Now now) {
    throw new UnsupportedOperationException();
  }

  public List<ClockAction> onFrequencySet(Now now, double frequency) {
    throw new UnsupportedOperationException();
  }

  public List<ClockAction> onStepped(Now now) {
    throw new UnsupportedOperationException();
  }

  public List<ClockAction> onStepRefused(Now now) {
    throw new UnsupportedOperationException();
  }

  /// Compares both clocks with the last time it was called: more than 10 s apart means that
  /// somebody else stepped the wall clock.
  public List<ClockAction> onReading(Now now) {
    throw new UnsupportedOperationException();
  }

  /// Ends any running slew and saves the drift.
  public List<ClockAction> stop(Now now) {
    throw new UnsupportedOperationException();
  }

  /// The cooked time of a wall-clock reading.
  public long toCooked(long wallNanos) {
    throw new UnsupportedOperationException();
  }

  public ClockState state(Now now) {
    throw new UnsupportedOperationException();
  }
}
