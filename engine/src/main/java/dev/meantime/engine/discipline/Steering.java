// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import java.util.List;
import java.util.OptionalDouble;

/// Brings what is planned for the clock into effect: asks for it, waits for the result, and tells
/// everybody. Confined to the discipline.
///
/// The methods that return a boolean say whether the plan is in effect already, which it is at once
/// when the clock is only observed; else a result is owed.
final class Steering {

  /// What is less is not worth telling, seconds.
  private static final double NEGLIGIBLE = 1e-9;

  private final boolean steer;
  private final SlewedClock clock;
  private final Reference reference;
  private final JumpDetector jumps = new JumpDetector();
  private boolean stepOwed;
  private long stepNanos;

  Steering(boolean steer, SlewedClock clock, Reference reference) {
    this.steer = steer;
    this.clock = clock;
    this.reference = reference;
  }

  void start(Now now, double kernelFrequency) {
    clock.start(now, steer ? kernelFrequency : 0);
    jumps.rebase(now, clock.total());
  }

  void planFrequency(double wanted, List<ClockAction> actions) {
    if (!clock.planFrequency(wanted)) {
      actions.add(new ClockAction.Report(new DisciplineEvent.FrequencyBeyondMaximum(wanted)));
    }
  }

  /// Puts the wall clock forward, then brings the rest of the plan into effect.
  boolean step(Now now, double seconds, List<ClockAction> actions) {
    if (!steer) {
      return proceed(now, actions);
    }
    stepNanos = Math.round(seconds * 1e9);
    stepOwed = true;
    actions.add(new ClockAction.Step(stepNanos * 1e-9));
    return false;
  }

  /// Sets the frequency that the plan takes.
  boolean proceed(Now now, List<ClockAction> actions) {
    if (!steer) {
      finish(now, 0, actions);
      return true;
    }
    actions.add(new ClockAction.SetFrequency(clock.planSlew(now)));
    return false;
  }

  /// The kernel's frequency is this now.
  void finish(Now now, double kernelFrequency, List<ClockAction> actions) {
    SlewedClock.Change change = clock.apply(now, kernelFrequency);
    jumps.rebase(now, kernelFrequency);
    ClockAdjustment adjustment = change.adjustment();
    if (adjustment.frequencyChange() != 0 || adjustment.offsetChange() != 0) {
      tell(adjustment, actions);
    }
    if (change.dispersion() >= NEGLIGIBLE) {
      reference.widen(change.dispersion());
      actions.add(new ClockAction.AddDispersion(change.dispersion()));
    }
  }

  /// The step was done.
  ///
  /// @return its size, seconds
  double finishStep(Now now, List<ClockAction> actions) {
    requireStep();
    tell(clock.step(now, stepNanos), actions);
    jumps.rebase(now, clock.total());
    return stepNanos * 1e-9;
  }

  /// The step was not done: it is slewed with the rest of the plan, as fast as allowed.
  void refuseStep(List<ClockAction> actions) {
    requireStep();
    clock.planOffset(0, 0);
    actions.add(new ClockAction.Report(new DisciplineEvent.StepRefused(stepNanos * 1e-9)));
  }

  /// The size of a jump that somebody else made.
  OptionalDouble observe(Now now) {
    return jumps.observe(now);
  }

  /// The wall clock was moved by somebody else, and is to be moved back as fast as allowed.
  void displace(Now now, double seconds) {
    clock.displace(now, seconds);
    jumps.rebase(now, clock.total());
    reference.widen(Math.abs(seconds));
  }

  /// Gives up what was left to slew before a jump.
  void cancel(Now now, double jump, List<ClockAction> actions) {
    tell(clock.cancel(now, jump), actions);
  }

  private void requireStep() {
    if (!stepOwed) {
      throw new IllegalStateException("no step was asked for");
    }
    stepOwed = false;
  }

  private void tell(ClockAdjustment adjustment, List<ClockAction> actions) {
    reference.onAdjusted(adjustment);
    actions.add(new ClockAction.Adjusted(adjustment));
  }
}
