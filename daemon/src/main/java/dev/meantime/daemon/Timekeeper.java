// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.discipline.ClockAction;
import dev.meantime.engine.discipline.ClockDiscipline;
import dev.meantime.engine.discipline.DisciplineEvent;
import dev.meantime.engine.discipline.Drift;
import dev.meantime.engine.respond.MonotonicScale;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.engine.serve.LocalReference;
import dev.meantime.engine.serve.ServedTime;
import dev.meantime.engine.serve.Serving;
import dev.meantime.engine.serve.ServingEvent;
import dev.meantime.engine.serve.SmoothingState;
import dev.meantime.platform.ClockException;
import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.KernelClockStatus.LeapSecond;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Timers;
import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Performs what the discipline wants on the platform's clocks and tells everyone who keeps
/// readings of them. Confined to the loop, but for {@link #state} and {@link #servedClock}, which
/// any thread may read.
final class Timekeeper {

  /// Keeps readings of the cooked clock.
  interface Listener {
    void onClockAdjusted(ClockAdjustment adjustment);

    void onDispersion(double seconds);
  }

  /// Keeps readings of the wall clock beside those of another.
  interface RateListener {

    /// The wall clock's rate was changed.
    ///
    /// @param wallNanos when
    /// @param factor by which it runs faster from now on
    void onRateChange(long wallNanos, double factor);
  }

  /// Hears what is not the clocks' business.
  interface Owner {
    void onReport(DisciplineEvent event);

    void onReport(ServingEvent event);

    void onSaveDrift(Drift drift);

    /// The offset is beyond `maxchange`, too often.
    void onGiveUp();

    /// A clock that could be steered before cannot be any more.
    void onControlLost(ClockException reason);
  }

  /// By how much a frequency read back may differ from what was set, s/s: the kernel keeps it in
  /// units of 2⁻¹⁶ ppm.
  private static final double FREQUENCY_ROUNDING = 1e-10;

  private static final long AT_ONCE_NANOS = 100_000;
  private static final int READ_TRIES = 10;

  private final Platform platform;
  private final ClockDiscipline discipline;
  private final EventLog log;
  private final Owner owner;
  private final Serving serving;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<RateListener> rateListeners = new ArrayList<>();
  private Optional<Timers.Timer> timer = Optional.empty();
  private OptionalDouble frequencySet = OptionalDouble.empty();

  /// How much faster than its hardware the wall clock runs, s/s.
  private double rate;

  private boolean stopped;
  private ClockState beforeUpdate;
  private MonotonicScale monotonic;
  private Runnable whenChanged = () -> {};
  private volatile ClockState state;
  private volatile ServedTime served;

  /// @param serving makes what is told of the clock; handed the first reading
  Timekeeper(
      Platform platform,
      ClockDiscipline discipline,
      Function<Now, Serving> serving,
      EventLog log,
      Owner owner) {
    this.platform = platform;
    this.discipline = discipline;
    this.log = log;
    this.owner = owner;
    this.monotonic = new MonotonicScale(0, newEpoch());
    Now now = read();
    this.serving = serving.apply(now);
    this.state = discipline.state(now);
    this.beforeUpdate = state;
    this.served = this.serving.publish(now);
  }

  /// Takes over the clock.
  ///
  /// @param kernelFrequency what the kernel is set to, s/s
  void start(double kernelFrequency, Optional<Drift> drift) {
    rate = kernelFrequency;
    perform(discipline.start(read(), kernelFrequency, drift));
  }

  /// Ends a running slew and saves the drift.
  void stop() {
    perform(discipline.stop(read()));
    stopped = true;
    timer.ifPresent(Timers.Timer::cancel);
  }

  /// Both clocks, for one event. Notices on the way when somebody else moved the wall clock, which
  /// the listeners have been told when this returns.
  Now now() {
    Now now = read();
    List<ClockAction> actions = discipline.onReading(now);
    if (actions.isEmpty()) {
      return now;
    }
    perform(actions);
    return read();
  }

  long toCooked(long wallNanos) {
    return discipline.toCooked(wallNanos);
  }

  /// Whether a leap second is so close that what is measured now is not to be used.
  boolean isLeapClose() {
    return discipline.isLeapClose(read());
  }

  /// The clock after the last change. Safe from any thread.
  ClockState state() {
    return state;
  }

  /// The clock as it stands now, with what is still to be slewed.
  ClockState currentState() {
    return discipline.state(read());
  }

  /// What is told of the clock since the last change. Safe from any thread.
  ServedTime servedClock() {
    return served;
  }

  /// The clock that our corrections of phase do not move.
  MonotonicScale monotonicScale() {
    return monotonic;
  }

  /// Who wants to know when {@link #servedClock} has changed; called on the loop.
  void onServedClock(Runnable listener) {
    whenChanged = listener;
  }

  /// How we stand in the eyes of others now: the clock, or the local reference that it is.
  ClockState reference() {
    Now now = read();
    return served.tell(discipline.state(now), now.wallNanos());
  }

  /// Replaces `local`.
  void setLocal(LocalReference local) {
    serving.setLocal(local);
    publish();
  }

  LocalReference local() {
    return serving.local();
  }

  /// How smoothing stands; empty when there is none.
  Optional<SmoothingState> smoothing() {
    return serving.smoothing(read());
  }

  /// Begins to smooth.
  ///
  /// @return whether there is something that could
  boolean activateSmoothing() {
    return publishIf(serving.activateSmoothing(read()));
  }

  /// Lets served time jump to true time.
  ///
  /// @return whether there is something that smooths
  boolean resetSmoothing() {
    return publishIf(serving.resetSmoothing(read()));
  }

  void addListener(Listener listener) {
    listeners.add(listener);
  }

  void addRateListener(RateListener listener) {
    rateListeners.add(listener);
  }

  void removeListener(Listener listener) {
    listeners.remove(listener);
  }

  void onEstimate(ClockEstimate estimate) {
    Now now = now();
    beforeUpdate = discipline.state(now);
    perform(discipline.onEstimate(now, estimate));
  }

  void onUnsynchronised() {
    Now now = now();
    beforeUpdate = discipline.state(now);
    perform(discipline.onUnsynchronised(now));
  }

  /// How the clock stood just before the last update or the loss of all sources.
  ClockState beforeUpdate() {
    return beforeUpdate;
  }

  /// Steps when the offset is at least the threshold, else slews as fast as allowed.
  void correctAtOnce(double offset, double stepThreshold) {
    perform(discipline.correctAtOnce(now(), offset, stepThreshold));
  }

  /// Steps by what is still to be slewed.
  void stepRemaining() {
    perform(discipline.stepRemaining(now()));
  }

  /// Replaces `makestep`.
  ///
  /// @param threshold seconds
  /// @param limit in how many of the next updates the clock may be stepped; negative for all
  void setSteps(double threshold, int limit) {
    discipline.setSteps(threshold, limit);
  }

  /// Replaces `maxupdateskew`, s/s.
  void setMaxUpdateSkew(double skew) {
    discipline.setMaxUpdateSkew(skew);
  }

  /// The hardware clock is slow by this much more than usual, s/s.
  void onTemperature(double slow) {
    perform(discipline.onTemperature(now(), slow));
  }

  /// Both clocks at one moment: when something came between the readings, they are repeated.
  private Now read() {
    long before = platform.monotonicClock().nowNanos();
    for (int i = 1; ; i++) {
      long wall = platform.wallClock().nowNanos();
      long after = platform.monotonicClock().nowNanos();
      if (after - before <= AT_ONCE_NANOS || i == READ_TRIES) {
        return new Now(wall, before + (after - before) / 2);
      }
      before = after;
    }
  }

  private void perform(List<ClockAction> actions) {
    for (ClockAction action : actions) {
      // One of them may have ended the daemon.
      if (stopped) {
        return;
      }
      perform(action);
    }
    publish();
  }

  private boolean publishIf(boolean changed) {
    if (changed) {
      publish();
    }
    return changed;
  }

  private void publish() {
    Now now = read();
    state = discipline.state(now);
    served = serving.publish(now);
    serving.drain().forEach(owner::onReport);
    whenChanged.run();
  }

  private void perform(ClockAction action) {
    switch (action) {
      case ClockAction.SetFrequency(double frequency) -> setFrequency(frequency);
      case ClockAction.Step(double seconds) -> step(seconds);
      case ClockAction.SetStatus status -> setStatus(status);
      case ClockAction.Adjusted(ClockAdjustment adjustment) -> {
        serving.onAdjusted(adjustment, discipline.skew());
        monotonic = monotonic.after(adjustment, this::newEpoch);
        for (Listener listener : List.copyOf(listeners)) {
          listener.onClockAdjusted(adjustment);
        }
      }
      case ClockAction.AddDispersion(double seconds) -> {
        for (Listener listener : List.copyOf(listeners)) {
          listener.onDispersion(seconds);
        }
      }
      case ClockAction.WakeAt(long monotonicNanos) -> {
        timer.ifPresent(Timers.Timer::cancel);
        timer = Optional.of(platform.timers().schedule(monotonicNanos, this::onTimer));
      }
      case ClockAction.SaveDrift(Drift drift) -> owner.onSaveDrift(drift);
      case ClockAction.Report(DisciplineEvent event) -> owner.onReport(event);
      case ClockAction.GiveUp() -> owner.onGiveUp();
    }
  }

  private int newEpoch() {
    return (int) platform.entropy().nextLong();
  }

  private void onTimer() {
    perform(discipline.onTimer(now()));
  }

  private void setFrequency(double frequency) {
    checkForInterference();
    try {
      double actual = platform.kernelClock().setFrequency(frequency);
      Now now = read();
      double factor = (1 + actual) / (1 + rate);
      frequencySet = OptionalDouble.of(actual);
      rate = actual;
      rateListeners.forEach(listener -> listener.onRateChange(now.wallNanos(), factor));
      perform(discipline.onFrequencySet(now, actual));
    } catch (ClockException e) {
      owner.onControlLost(e);
    }
  }

  /// Whatever somebody else set is about to be overwritten: where two steer, neither is right.
  private void checkForInterference() {
    if (frequencySet.isEmpty()) {
      return;
    }
    try {
      double found = platform.kernelClock().read().frequency();
      if (Math.abs(found - frequencySet.getAsDouble()) > FREQUENCY_ROUNDING) {
        owner.onReport(new DisciplineEvent.Interference());
      }
      log.ended("kernel clock");
    } catch (ClockException e) {
      log.trouble("kernel clock", "Could not read the kernel's clock: " + e.getMessage());
    }
  }

  private void step(double seconds) {
    try {
      platform.wallClock().step(seconds);
    } catch (ClockException e) {
      log.trouble("step", "Could not step the system clock: " + e.getMessage());
      perform(discipline.onStepRefused(read()));
      return;
    }
    perform(discipline.onStepped(read()));
  }

  private void setStatus(ClockAction.SetStatus wanted) {
    try {
      platform
          .kernelClock()
          .setStatus(
              new KernelClockStatus(
                  wanted.synchronised(),
                  wanted.maximumError(),
                  wanted.estimatedError(),
                  leap(wanted.leap())));
      log.ended("status");
    } catch (ClockException e) {
      log.trouble("status", "Could not set the kernel's clock status: " + e.getMessage());
    }
  }

  private static LeapSecond leap(LeapIndicator leap) {
    return switch (leap) {
      case NONE, UNSYNCHRONISED -> LeapSecond.NONE;
      case INSERT -> LeapSecond.INSERT;
      case DELETE -> LeapSecond.DELETE;
    };
  }
}
