// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Performs the discipline's actions on a simulated oscillator, and keeps what came of them.
public final class SimulatedHost {

  /// Hears of what was done to the clock.
  public interface Observer {
    void onAdjusted(ClockAdjustment adjustment);

    /// A list of actions was performed.
    void onPerformed();
  }

  static final double MAXIMUM_FREQUENCY = 0.1;
  public static final double PRECISION = 1e-9;

  /// 2026-03-01T00:00:00Z.
  public static final long START = 1_772_323_200_000_000_000L;

  public final SimulatedOscillator oscillator;
  public final ClockDiscipline discipline;
  final List<ClockAction> actions = new ArrayList<>();
  final List<DisciplineEvent> events = new ArrayList<>();
  final List<ClockAdjustment> adjustments = new ArrayList<>();
  final List<Drift> drifts = new ArrayList<>();
  ClockAction.SetStatus status = new ClockAction.SetStatus(false, 0, 0, LeapIndicator.NONE);
  long wakeAt = Long.MAX_VALUE;
  private Observer observer =
      new Observer() {
        @Override
        public void onAdjusted(ClockAdjustment adjustment) {}

        @Override
        public void onPerformed() {}
      };
  boolean gaveUp;
  boolean refusesSteps;
  double largestSlew;

  /// True seconds between the decision to set the frequency and its effect.
  double delay;

  /// What the cooked clock should show by the frequencies it had; whoever corrects an offset adds
  /// it.
  final SimulatedOscillator.Reading expected;

  public SimulatedHost(DisciplineConfig config, SimulatedOscillator oscillator) {
    this(config, oscillator, () -> LeapSecondTable.EMPTY);
  }

  public SimulatedHost(
      DisciplineConfig config, SimulatedOscillator oscillator, Supplier<LeapSecondTable> table) {
    this.oscillator = oscillator;
    expected = new SimulatedOscillator.Reading(oscillator.now().wallNanos());
    discipline = new ClockDiscipline(config, PRECISION, MAXIMUM_FREQUENCY, () -> 0, table);
  }

  public SimulatedHost started() {
    perform(discipline.start(oscillator.now(), oscillator.frequency(), Optional.empty()));
    return this;
  }

  public void perform(List<ClockAction> list) {
    for (ClockAction action : list) {
      actions.add(action);
      perform(action);
    }
    observer.onPerformed();
  }

  public void observe(Observer who) {
    observer = who;
  }

  private void perform(ClockAction action) {
    switch (action) {
      case ClockAction.SetFrequency set -> {
        advance(delay);
        double actual = oscillator.setFrequency(set.frequency());
        perform(discipline.onFrequencySet(oscillator.now(), actual));
        double base = state().frequency();
        largestSlew = Math.max(largestSlew, Math.abs((1 + actual) / (1 + base) - 1));
      }
      case ClockAction.Step step -> {
        if (refusesSteps) {
          perform(discipline.onStepRefused(oscillator.now()));
        } else {
          oscillator.step(step.seconds());
          perform(discipline.onStepped(oscillator.now()));
        }
      }
      case ClockAction.SetStatus set -> {
        status = set;
        oscillator.arm(set.leap());
      }
      case ClockAction.Adjusted adjusted -> {
        adjustments.add(adjusted.adjustment());
        observer.onAdjusted(adjusted.adjustment());
      }
      case ClockAction.AddDispersion added -> {}
      case ClockAction.WakeAt wake -> wakeAt = wake.monotonicNanos();
      case ClockAction.SaveDrift save -> drifts.add(save.drift());
      case ClockAction.Report report -> events.add(report.event());
      case ClockAction.GiveUp up -> gaveUp = true;
    }
  }

  /// Lets time pass, with the timers that fall into it.
  public void run(double trueSeconds) {
    double left = trueSeconds;
    while (true) {
      double wait = wakeAt == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : oscillator.until(wakeAt);
      if (wait > left) {
        advance(left);
        return;
      }
      // A timer never fires early.
      double slept = wait + 1e-9;
      advance(slept);
      left -= slept;
      wakeAt = Long.MAX_VALUE;
      perform(discipline.onReading(oscillator.now()));
      perform(discipline.onTimer(oscillator.now()));
    }
  }

  private void advance(double trueSeconds) {
    SimulatedOscillator.Reading before = oscillator.hardware();
    double rate = 1 + state().frequency();
    oscillator.advance(trueSeconds);
    expected.add(oscillator.hardwareNanosSince(before) * rate);
  }

  public ClockState state() {
    return discipline.state(oscillator.now());
  }

  long cookedNanos() {
    return discipline.toCooked(oscillator.now().wallNanos());
  }

  /// True minus cooked, seconds.
  double cookedOffset() {
    return oscillator.offsetOf(cookedNanos());
  }

  public void update(ClockEstimate estimate) {
    perform(discipline.onReading(oscillator.now()));
    perform(discipline.onEstimate(oscillator.now(), estimate));
  }

  /// What a perfect estimator would say.
  public ClockEstimate perfectEstimate(LeapIndicator leap) {
    double cookedRate = (1 + oscillator.hardwareError()) * (1 + state().frequency());
    return estimate(cookedNanos(), cookedOffset(), 1 / cookedRate - 1, 1e-9, leap);
  }

  /// Only an offset, with a frequency as it is already.
  public ClockEstimate offsetEstimate(double offset) {
    return estimate(cookedNanos(), offset, 0, 1e-6, LeapIndicator.NONE);
  }

  public static ClockEstimate estimate(
      long timeNanos, double offset, double frequency, double skew, LeapIndicator leap) {
    return new ClockEstimate(
        new SourceId(1),
        ReferenceId.ofText("GPS"),
        1,
        leap,
        1,
        timeNanos,
        offset,
        1e-5,
        frequency,
        skew / 3,
        skew,
        0.010,
        0.002,
        0);
  }

  <T extends DisciplineEvent> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends ClockAction> List<T> actions(Class<T> type) {
    return actions.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
