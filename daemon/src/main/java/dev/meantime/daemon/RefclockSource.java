// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.RefclockLine;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.engine.refclock.ClockReading;
import dev.meantime.engine.refclock.ReferenceClock;
import dev.meantime.engine.refclock.ReferenceClockAction;
import dev.meantime.engine.refclock.ReferenceClockState;
import dev.meantime.engine.refclock.Seconds;
import dev.meantime.engine.select.Candidate;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Timers;
import dev.meantime.wire.ReferenceId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A reference clock: performs what it wants on its device and timers. A device that is not there,
/// or goes away, is told once and tried again until it is. Confined to the loop.
final class RefclockSource implements Source, RefclockDevice.Sink, Timekeeper.Listener {

  /// Hears what happens at a reference clock, and knows the others.
  interface Listener {
    void onUpdated(RefclockSource source);

    void onChanged();

    void onMeasured(RefclockSource source, ReferenceClockAction.Measured measured);

    void onFiltered(RefclockSource source, ReferenceClockAction.Filtered filtered);

    /// A poll is over.
    void onActivity();

    /// Who tells which second a pulse marks.
    Seconds seconds(RefclockSource source);

    /// Whether the clock follows something that has its seconds from our own clock.
    boolean followsItself(ClockState state);
  }

  private static final long RETRY_NANOS = 16_000_000_000L;

  private final SourceId id;
  private final RefclockLine line;
  private final ReferenceClock clock;
  private final SourceEstimator estimator;
  private final Platform platform;
  private final Timekeeper timekeeper;
  private final double precision;
  private final EventLog log;
  private final Listener listener;
  private Optional<RefclockDevice> device = Optional.empty();
  private Optional<Timers.Timer> timer = Optional.empty();
  private long nextAttemptNanos = Long.MIN_VALUE;
  private boolean ended;

  /// @param precision of the local clock, seconds
  RefclockSource(
      SourceId id,
      RefclockLine line,
      ReferenceClock clock,
      SourceEstimator estimator,
      Platform platform,
      Timekeeper timekeeper,
      double precision,
      EventLog log,
      Listener listener) {
    this.id = id;
    this.line = line;
    this.clock = clock;
    this.estimator = estimator;
    this.platform = platform;
    this.timekeeper = timekeeper;
    this.precision = precision;
    this.log = log;
    this.listener = listener;
  }

  @Override
  public SourceId id() {
    return id;
  }

  RefclockLine line() {
    return line;
  }

  ReferenceId referenceId() {
    return ReferenceId.ofText(line.refid());
  }

  ReferenceClockState state() {
    return clock.state();
  }

  /// By what pulses locked to it are numbered.
  Seconds lock() {
    return clock.lock();
  }

  @Override
  public SourceEstimate estimate() {
    return estimator.estimate();
  }

  /// What the estimate rests on, oldest first.
  List<Sample> samples() {
    return estimator.history();
  }

  @Override
  public Explanation explain() {
    return estimator.explain();
  }

  @Override
  public String label() {
    return line.refid();
  }

  @Override
  public String logName() {
    return line.refid();
  }

  @Override
  public Candidate candidate() {
    ReferenceClockState state = clock.state();
    return new Candidate(
        id,
        line.selection(),
        estimator.estimate(),
        state.reachability(),
        state.leap(),
        stratum(),
        referenceId(),
        ReferenceId.NONE,
        ReferenceId.NONE,
        false,
        false,
        line.maxUnreachable());
  }

  /// A pulse whose seconds come from our own clock is no better than what that clock follows, if
  /// that is itself.
  int stratum() {
    ClockState own = timekeeper.reference();
    return line.isUnlockedPulse() && listener.followsItself(own)
        ? Math.max(0, own.stratum() - 1)
        : line.clock().stratum();
  }

  @Override
  public void setPart(boolean selected, int combined) {}

  void start() {
    if (ended) {
      return;
    }
    timekeeper.addListener(this);
    open();
    perform(clock.start(now()));
  }

  @Override
  public void forget() {
    estimator.reset();
  }

  @Override
  public void reset() {
    perform(clock.reset());
  }

  /// Ends it for good.
  void close() {
    ended = true;
    timekeeper.removeListener(this);
    timer.ifPresent(Timers.Timer::cancel);
    closeDevice();
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    estimator.onClockAdjusted(adjustment);
    clock.onClockAdjusted(adjustment);
    if (adjustment.kind() == ClockAdjustment.Kind.UNKNOWN_STEP) {
      estimator.reset();
      platform.timers().schedule(platform.monotonicClock().nowNanos(), this::resetAfterStep);
    }
  }

  @Override
  public void onDispersion(double seconds) {
    estimator.addDispersion(seconds);
    clock.addDispersion(seconds);
  }

  @Override
  public void onTime(long wallNanos, long referenceNanos, int leap, double uncertainty) {
    long now = now().wallNanos();
    onReading(
        now,
        new ClockReading.Time(
            wallNanos, timekeeper.toCooked(wallNanos), referenceNanos, leap, uncertainty));
  }

  @Override
  public void onPulse(long wallNanos, double ahead) {
    long now = now().wallNanos();
    onReading(now, new ClockReading.Pulse(wallNanos, timekeeper.toCooked(wallNanos), ahead));
  }

  @Override
  public void onMalformed(String reason) {
    clock.onMalformed();
    log.trouble("sample " + line.refid(), line.refid() + " gave an unusable sample: " + reason);
  }

  /// @param wallNanos now; read before anything is put on the cooked scale, for the reading may
  ///   show that somebody stepped the clock
  private void onReading(long wallNanos, ClockReading reading) {
    if (!ended) {
      log.ended("sample " + line.refid());
      perform(clock.onReading(timekeeper.toCooked(wallNanos), reading, listener.seconds(this)));
    }
  }

  private void resetAfterStep() {
    if (!ended) {
      reset();
    }
  }

  private void onTimer() {
    open();
    perform(clock.onTimer(now()));
    if (!ended) {
      listener.onActivity();
    }
  }

  private Now now() {
    return timekeeper.now();
  }

  private void perform(List<ReferenceClockAction> actions) {
    for (ReferenceClockAction action : actions) {
      if (ended) {
        return;
      }
      switch (action) {
        case ReferenceClockAction.PollDevice() -> {
          poll();
          perform(clock.onPolled(now()));
        }
        case ReferenceClockAction.WakeAt(long monotonicNanos) -> {
          timer.ifPresent(Timers.Timer::cancel);
          timer = Optional.of(platform.timers().schedule(monotonicNanos, this::onTimer));
        }
        case ReferenceClockAction.Updated() -> listener.onUpdated(this);
        case ReferenceClockAction.Changed() -> listener.onChanged();
        case ReferenceClockAction.Measured measured -> listener.onMeasured(this, measured);
        case ReferenceClockAction.Filtered filtered -> listener.onFiltered(this, filtered);
      }
    }
  }

  private void open() {
    long now = platform.monotonicClock().nowNanos();
    if (device.isPresent() || now < nextAttemptNanos) {
      return;
    }
    nextAttemptNanos = now + RETRY_NANOS;
    try {
      device = Optional.of(RefclockDevices.open(platform, line.device(), precision, this));
      log.ended("device " + line.refid());
    } catch (IOException e) {
      log.trouble(
          "device " + line.refid(),
          "Could not open refclock " + line.refid() + ": " + Problem.of(e));
    }
  }

  private void poll() {
    if (device.isEmpty()) {
      return;
    }
    try {
      device.get().poll(this);
      log.ended("read " + line.refid());
    } catch (IOException e) {
      log.trouble(
          "read " + line.refid(), "Could not read refclock " + line.refid() + ": " + Problem.of(e));
      closeDevice();
    }
  }

  private void closeDevice() {
    device.ifPresent(RefclockDevice::close);
    device = Optional.empty();
  }
}
