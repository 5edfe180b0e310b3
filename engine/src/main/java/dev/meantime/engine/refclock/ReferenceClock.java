// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SampleFilter;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// A reference clock: judges what is read off its device, filters it and hands one sample each poll
/// to the estimator. Confined to the loop.
public final class ReferenceClock {

  /// Share of the samples around the median that are averaged.
  private static final double COMBINE_RATIO = 0.6;

  private static final double MAX_POLLS_OLD = 2;

  private final ReferenceClockOptions options;
  private final boolean polled;
  private final SourceEstimator estimator;
  private final double precision;
  private final Supplier<LeapSecondTable> leapTable;
  private final SampleFilter filter;
  private final ReadingScatter scatter = new ReadingScatter();
  private final Map<ReferenceClockRejection, Long> rejections =
      new EnumMap<>(ReferenceClockRejection.class);
  private Optional<Sample> last = Optional.empty();
  private Reachability reachability = Reachability.NONE;
  private LeapIndicator leap = LeapIndicator.UNSYNCHRONISED;
  private int looks;
  private int readingsThisPoll;
  private long readings;

  /// A clock that has not been read yet.
  ///
  /// @param polled whether the device has to be looked at; false where readings come by themselves
  /// @param clockPrecision of the local clock, seconds, positive
  /// @param leapTable the leap seconds that are known, for a device that shows TAI
  public ReferenceClock(
      ReferenceClockOptions options,
      boolean polled,
      SourceEstimator estimator,
      double clockPrecision,
      Supplier<LeapSecondTable> leapTable) {
    this.options = options;
    this.polled = polled;
    this.estimator = estimator;
    this.precision = Math.max(clockPrecision, options.precision());
    this.leapTable = leapTable;
    this.filter =
        new SampleFilter(options.filter(), options.maxDispersion(), COMBINE_RATIO, precision);
  }

  /// Begins: looks at the device at once.
  public List<ReferenceClockAction> start(Now now) {
    return polled
        ? List.of(new ReferenceClockAction.PollDevice())
        : List.of(wake(now, options.poll()));
  }

  /// The time asked for has come.
  public List<ReferenceClockAction> onTimer(Now now) {
    if (polled) {
      return List.of(new ReferenceClockAction.PollDevice());
    }
    List<ReferenceClockAction> actions = new ArrayList<>();
    conclude(actions);
    actions.add(wake(now, options.poll()));
    return actions;
  }

  /// The device was looked at.
  public List<ReferenceClockAction> onPolled(Now now) {
    List<ReferenceClockAction> actions = new ArrayList<>();
    looks++;
    if (looks >= 1L << (options.poll() - options.driverPoll())) {
      looks = 0;
      conclude(actions);
    }
    actions.add(wake(now, options.driverPoll()));
    return actions;
  }

  /// Something was read off the device.
  ///
  /// @param cookedNanos now
  /// @param seconds who tells which second a pulse marks
  public List<ReferenceClockAction> onReading(
      long cookedNanos, ClockReading reading, Seconds seconds) {
    Optional<ReferenceClockRejection> wrongTime = judgeTime(cookedNanos, reading.cookedNanos());
    if (wrongTime.isPresent()) {
      return reject(wrongTime.get());
    }
    return switch (reading) {
      case ClockReading.Time time when options.pulse() -> onPulse(onlyFraction(time), seconds);
      case ClockReading.Time time -> onTime(time);
      case ClockReading.Pulse pulse -> onPulse(pulse, seconds);
    };
  }

  /// The device gave something that is no reading.
  public void onMalformed() {
    count(ReferenceClockRejection.MALFORMED);
  }

  /// Puts what is kept onto the scale of the changed clock. The estimator is told by whoever owns
  /// it.
  public void onClockAdjusted(ClockAdjustment adjustment) {
    filter.onClockAdjusted(adjustment);
    last =
        switch (adjustment.kind()) {
          case SLEW, STEP -> last.map(sample -> sample.adjustedBy(adjustment));
          case UNKNOWN_STEP -> Optional.empty();
        };
  }

  /// Widens every kept sample's dispersion.
  public void addDispersion(double seconds) {
    filter.addDispersion(seconds);
  }

  /// Forgets what was read.
  public List<ReferenceClockAction> reset() {
    filter.reset();
    estimator.reset();
    last = Optional.empty();
    reachability = Reachability.NONE;
    leap = LeapIndicator.UNSYNCHRONISED;
    return List.of(new ReferenceClockAction.Changed());
  }

  /// By what pulses locked to this clock are numbered.
  public Seconds lock() {
    return last.<Seconds>map(sample -> new Seconds.Other(sample, scatter.deviation(), leap))
        .orElseGet(Seconds.Nobody::new);
  }

  public ReferenceClockState state() {
    return new ReferenceClockState(options.poll(), reachability, leap, readings, rejections);
  }

  private Optional<ReferenceClockRejection> judgeTime(long nowNanos, long eventNanos) {
    double age = (nowNanos - eventNanos) * 1e-9;
    if (age < 0) {
      return Optional.of(ReferenceClockRejection.FROM_THE_FUTURE);
    }
    if (age > MAX_POLLS_OLD * interval(options.poll())) {
      return Optional.of(ReferenceClockRejection.OLD);
    }
    return last.isPresent() && eventNanos <= last.get().timeNanos()
        ? Optional.of(ReferenceClockRejection.NOT_NEWER)
        : Optional.empty();
  }

  private List<ReferenceClockAction> onTime(ClockReading.Time time) {
    if (time.leap() < 0 || time.leap() >= LeapIndicator.UNSYNCHRONISED.code()) {
      return reject(ReferenceClockRejection.NOT_SYNCHRONISED);
    }
    double raw = (time.referenceNanos() - time.wallNanos()) * 1e-9;
    double offset = (time.referenceNanos() - time.cookedNanos()) * 1e-9 + options.offset();
    if (options.tai()) {
      OptionalInt tai =
          leapTable.get().taiOffsetAt(Math.floorDiv(time.cookedNanos(), 1_000_000_000L));
      if (tai.isEmpty()) {
        return reject(ReferenceClockRejection.NO_TAI_OFFSET);
      }
      offset -= tai.getAsInt();
    }
    return accept(
        time.cookedNanos(),
        offset,
        precision + time.uncertainty(),
        LeapIndicator.of(time.leap()),
        false,
        raw);
  }

  private static ClockReading.Pulse onlyFraction(ClockReading.Time time) {
    return new ClockReading.Pulse(
        time.wallNanos(),
        time.cookedNanos(),
        Math.floorMod(time.wallNanos() - time.referenceNanos(), 1_000_000_000L) * 1e-9);
  }

  private List<ReferenceClockAction> onPulse(ClockReading.Pulse pulse, Seconds seconds) {
    double correction = (pulse.cookedNanos() - pulse.wallNanos()) * 1e-9;
    double offset = options.offset() - pulse.ahead() - correction;
    return switch (PulseNumbering.number(
        options, pulse.cookedNanos(), offset, precision, seconds)) {
      case PulseNumbering.Outcome.Refused(ReferenceClockRejection reason) -> {
        if (seconds instanceof Seconds.OwnClock) {
          // They were numbered by a clock that is not to be believed any more.
          filter.reset();
        }
        yield reject(reason);
      }
      case PulseNumbering.Outcome.Numbered(double numbered, LeapIndicator told) ->
          accept(
              pulse.cookedNanos(),
              numbered,
              precision,
              told,
              true,
              numbered + correction - options.offset());
    };
  }

  private List<ReferenceClockAction> accept(
      long cookedNanos,
      double offset,
      double dispersion,
      LeapIndicator announced,
      boolean pulse,
      double rawOffset) {
    Sample sample =
        new Sample(cookedNanos, offset, options.delay(), dispersion, options.delay(), dispersion);
    last.ifPresent(before -> scatter.add(offset - before.offset()));
    last = Optional.of(sample);
    leap = announced;
    int number = polled ? looks : readingsThisPoll;
    readings++;
    readingsThisPoll++;
    filter.add(sample);
    return List.of(new ReferenceClockAction.Measured(number, pulse, announced, rawOffset, sample));
  }

  private List<ReferenceClockAction> reject(ReferenceClockRejection reason) {
    count(reason);
    return List.of();
  }

  private void count(ReferenceClockRejection reason) {
    rejections.merge(reason, 1L, Long::sum);
  }

  /// A poll is over: the readings since the last one become one sample.
  private void conclude(List<ReferenceClockAction> actions) {
    boolean wasReachable = reachability.isReachable();
    reachability = reachability.after(readingsThisPoll > 0);
    readingsThisPoll = 0;
    Optional<Sample> combined = filter.combined();
    if (combined.isPresent()) {
      estimator.accumulate(combined.get());
      actions.add(new ReferenceClockAction.Filtered(leap, combined.get()));
      actions.add(new ReferenceClockAction.Updated());
    } else if (wasReachable && !reachability.isReachable()) {
      actions.add(new ReferenceClockAction.Changed());
    }
  }

  private static ReferenceClockAction wake(Now now, int poll) {
    return new ReferenceClockAction.WakeAt(now.monotonicNanos() + Math.round(interval(poll) * 1e9));
  }

  private static double interval(int poll) {
    return Math.scalb(1.0, poll);
  }
}
