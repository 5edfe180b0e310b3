// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.discipline.ClockDiscipline;
import dev.meantime.engine.discipline.CookedScale;
import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.engine.discipline.NearLeap;
import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes what is told of the clock from what the discipline knows. Confined to the loop: it is told
/// of every change, and asked for a new {@link ServedTime} after it.
public final class Serving {

  private final ClockDiscipline discipline;
  private final LeapMode leapMode;
  private final boolean steer;
  private final double precision;
  private final long seed;
  private final Optional<TimeSmoothing> smoothing;
  private final Optional<SmearPlan> smear;
  private LocalReference local;
  private boolean activated;
  private boolean synchronised;
  private long lossMonotonicNanos;
  private List<ServingEvent> events = new ArrayList<>();

  /// @param leapMode how leap seconds are applied to the clock
  /// @param steer whether that is done by us
  /// @param precision of the clock, seconds
  /// @param seed 64 random bits
  public Serving(
      ServedTimeConfig config,
      ClockDiscipline discipline,
      LeapMode leapMode,
      boolean steer,
      double precision,
      long seed,
      Now now) {
    this.discipline = discipline;
    this.leapMode = leapMode;
    this.steer = steer;
    this.precision = precision;
    this.seed = seed;
    local = config.local();
    lossMonotonicNanos = now.monotonicNanos();
    CookedScale scale = discipline.scale();
    smoothing =
        config.shaping() instanceof Shaping.Smooth(SmoothingOptions options)
            ? Optional.of(
                new TimeSmoothing(
                    options,
                    leapMode == LeapMode.SLEW,
                    scale.toEven(now.wallNanos()),
                    scale.renamedNanos()))
            : Optional.empty();
    smear =
        config.shaping() instanceof Shaping.Smear(LeapSmear options)
            ? Optional.of(new SmearPlan(options))
            : Optional.empty();
  }

  /// The cooked clock was changed.
  ///
  /// @param skew bound of its frequency's error, s/s
  public void onAdjusted(ClockAdjustment adjustment, double skew) {
    if (smoothing.isEmpty()) {
      return;
    }
    long evenNanos = adjustment.cookedNanos() - discipline.scale().renamedNanos();
    switch (adjustment.kind()) {
      case SLEW -> {
        if (smoothing.get().onSlewed(adjustment, evenNanos, skew)) {
          events.add(ServingEvent.SMOOTHING_ACTIVATED);
        }
      }
      case STEP, UNKNOWN_STEP -> {
        if (smoothing.get().reset(adjustment.apply(evenNanos))) {
          events.add(ServingEvent.SMOOTHING_RESET);
        }
      }
    }
  }

  /// What is told from now on.
  public ServedTime publish(Now now) {
    CookedScale scale = discipline.scale();
    ClockState state = discipline.state(now);
    long cookedNanos = scale.toCooked(now.wallNanos());
    noteLoss(now);
    activated |= local.isActivated(synchronised, state.errorBoundAt(cookedNanos));
    ServedTime.Standing standing =
        new ServedTime.Standing(
            synchronised,
            leap(state.leap()),
            activated,
            now.wallNanos() - (now.monotonicNanos() - lossMonotonicNanos));
    ServedTime unshaped = served(scale, state, standing, new Shift.Names(0));
    boolean serves = synchronised || unshaped.isLocal(now.wallNanos());
    return served(scale, state, standing, shift(now, scale, serves));
  }

  /// Replaces `local` from now on.
  public void setLocal(LocalReference reference) {
    local = reference;
    activated = false;
  }

  public LocalReference local() {
    return local;
  }

  /// How smoothing stands; empty when there is none.
  public Optional<SmoothingState> smoothing(Now now) {
    return smoothing.map(active -> active.state(evenNanos(now)));
  }

  /// Begins to smooth, if there is something that could.
  ///
  /// @return whether there is
  public boolean activateSmoothing(Now now) {
    smoothing
        .filter(waiting -> waiting.activate(evenNanos(now)))
        .ifPresent(begun -> events.add(ServingEvent.SMOOTHING_ACTIVATED));
    return smoothing.isPresent();
  }

  /// Lets served time jump to true time.
  ///
  /// @return whether there is something that smooths
  public boolean resetSmoothing(Now now) {
    smoothing.ifPresent(active -> {
      active.reset(evenNanos(now));
      events.add(ServingEvent.SMOOTHING_RESET);
    });
    return smoothing.isPresent();
  }

  /// What happened since this was asked last.
  public List<ServingEvent> drain() {
    List<ServingEvent> drained = events;
    events = new ArrayList<>();
    return drained;
  }

  private void noteLoss(Now now) {
    if (synchronised && !discipline.isSynchronised()) {
      lossMonotonicNanos = now.monotonicNanos();
    }
    synchronised = discipline.isSynchronised();
  }

  private Shift shift(Now now, CookedScale scale, boolean serves) {
    long evenNanos = scale.toEven(now.wallNanos());
    if (smoothing.isPresent()) {
      smoothing.get().onNames(evenNanos, scale.renamedNanos());
      return smoothing.get().course();
    }
    if (smear.isPresent()) {
      LeapSmear options = smear.get().smear();
      Optional<NearLeap> near = discipline.nearLeap(now, options.daysAhead(), options.daysAfter());
      smear.get().update(evenNanos, scale.renamedNanos(), near, serves);
      return smear.get().course();
    }
    return new Shift.Names(scale.renamedNanos() * 1e-9);
  }

  /// Who is told a time that leap seconds do not break must not be told to break it. During the
  /// leap second itself that is true only where the clock does not jump.
  private LeapIndicator leap(LeapIndicator announced) {
    boolean even = leapMode == LeapMode.SLEW && (steer || smoothing.isPresent());
    boolean hidden = smear.isPresent() || (smoothing.isPresent() && leapMode == LeapMode.SLEW);
    return switch (announced) {
      case NONE -> LeapIndicator.NONE;
      case INSERT, DELETE -> hidden ? LeapIndicator.NONE : announced;
      case UNSYNCHRONISED ->
          hidden && even && discipline.isSynchronised() ? LeapIndicator.NONE : announced;
    };
  }

  private ServedTime served(
      CookedScale scale, ClockState state, ServedTime.Standing standing, Shift shift) {
    return new ServedTime(scale, state, standing, local, shift, precision, seed);
  }

  private long evenNanos(Now now) {
    return discipline.scale().toEven(now.wallNanos());
  }
}
