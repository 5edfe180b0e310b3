// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Decides how the clock is corrected, and knows what is still to be slewed. Confined to the loop.
///
/// Nothing has changed until the clock has: {@link ClockAction.SetFrequency} and {@link
/// ClockAction.Step} state an intention, and the call that reports their result, with a reading
/// taken after it, brings it into effect and returns what follows. Each is always the last action
/// of its list, so the results are reported in the order in which they are asked for. {@link
/// #state} is to be published after that.
///
/// When the clock is only observed, none of them is asked for, nor {@link ClockAction.SetStatus}:
/// offset and frequency are corrected between the wall clock and cooked time alone, at once. The
/// frequency is that of the wall clock as somebody else may steer it, and is kept in the drift file
/// like any other, as chrony does.
public final class ClockDiscipline {

  /// What is less is not worth a step, seconds.
  private static final double NEGLIGIBLE = 1e-9;

  /// A jump that is longer may be the time for which the machine was suspended, seconds.
  private static final double SUSPENDED = 10;

  /// How often the clock is looked at, to notice what others do to it.
  private static final long WATCH_NANOS = 16_000_000_000L;

  private final DisciplineConfig config;
  private final Supplier<LeapSecondTable> leapTable;
  private final SlewedClock clock;
  private final Steering steering;
  private final LeapSeconds leap;
  private final Reference reference;
  private final Holdover holdover;
  private final KernelStatus status;
  private final Updates updates;
  private boolean stopped;

  /// @param precision of the clock, seconds
  /// @param maximumFrequency what the kernel takes at most, s/s
  /// @param random 64 random bits a call
  public ClockDiscipline(
      DisciplineConfig config, double precision, double maximumFrequency, LongSupplier random) {
    this(config, precision, maximumFrequency, random, () -> LeapSecondTable.EMPTY);
  }

  /// @param leapTable the leap seconds known locally, asked at every update; it counts when the
  ///   sources announce none
  public ClockDiscipline(
      DisciplineConfig config,
      double precision,
      double maximumFrequency,
      LongSupplier random,
      Supplier<LeapSecondTable> leapTable) {
    this.config = config;
    this.leapTable = leapTable;
    clock =
        new SlewedClock(config.maxSlewRate(), maximumFrequency, config.maxDrift(), !config.steer());
    leap = new LeapSeconds(config.leapMode(), config.steer(), leapTable);
    reference = new Reference(config.maxClockError());
    steering = new Steering(config.steer(), clock, reference);
    holdover = new Holdover(config);
    updates = new Updates(config, random, clock, steering, reference, holdover);
    status = new KernelStatus(config, precision, clock, reference, leap);
  }

  /// Takes over the clock.
  ///
  /// @param kernelFrequency what the kernel is set to now, s/s; means nothing when the clock is
  ///   only observed, for then its rate is measured as it is
  /// @param drift what the drift file says
  public List<ClockAction> start(Now now, double kernelFrequency, Optional<Drift> drift) {
    List<ClockAction> actions = new ArrayList<>();
    updates.start(now, kernelFrequency, drift, actions);
    return proceed(now, actions);
  }

  public List<ClockAction> onEstimate(Now now, ClockEstimate estimate) {
    List<ClockAction> actions = new ArrayList<>();
    Updates.Plan plan = updates.take(now, estimate, actions);
    if (plan != Updates.Plan.REFUSED) {
      voteOnLeap(now, estimate.leap(), actions);
    }
    return switch (plan) {
      case REFUSED -> actions;
      case STEP -> step(now, updates.wallOffset(), actions);
      case SLEW -> proceed(now, actions);
    };
  }

  /// No source can be believed any more.
  public List<ClockAction> onUnsynchronised(Now now) {
    List<ClockAction> actions = new ArrayList<>();
    if (!reference.isSynchronised()) {
      return actions;
    }
    lose(now, actions);
    return settle(now, actions);
  }

  /// Corrects an offset measured before the daemon proper began (`initstepslew`, `-q`): steps when
  /// it is at least the threshold, else slews as fast as allowed.
  public List<ClockAction> correctAtOnce(Now now, double offset, double stepThreshold) {
    List<ClockAction> actions = new ArrayList<>();
    clock.planOffset(offset, 0);
    return Math.abs(offset) >= stepThreshold
        ? step(now, offset + clock.remaining(now.wallNanos()), actions)
        : proceed(now, actions);
  }

  /// Steps by what is still to be slewed. A clock that is only observed cannot be stepped: that is
  /// reported as refused, and cooked time is right already.
  public List<ClockAction> stepRemaining(Now now) {
    double remaining = clock.remaining(now.wallNanos());
    if (!config.steer()) {
      return List.of(new ClockAction.Report(new DisciplineEvent.StepRefused(remaining)));
    }
    return Math.abs(remaining) < NEGLIGIBLE ? List.of() : step(now, remaining, new ArrayList<>());
  }

  /// Replaces `makestep` from the next update on.
  ///
  /// @param threshold seconds
  /// @param limit in how many of the next updates the clock may be stepped; negative for all
  public void setSteps(double threshold, int limit) {
    updates.setSteps(threshold, limit);
  }

  /// Replaces `maxupdateskew` from the next update on, s/s.
  public void setMaxUpdateSkew(double skew) {
    updates.setMaxUpdateSkew(skew);
  }

  /// The hardware clock is slow by this much more than usual, by its temperature (`tempcomp`). What
  /// the sources measure goes on from there.
  ///
  /// @param slow s/s, positive when it is slow
  public List<ClockAction> onTemperature(Now now, double slow) {
    clock.planCompensation(slow);
    return proceed(now, new ArrayList<>());
  }

  public List<ClockAction> onTimer(Now now) {
    List<ClockAction> actions = new ArrayList<>();
    LeapSeconds.Outcome outcome = leap.onTimer(now, leapClock(now), clock, actions);
    if (outcome == LeapSeconds.Outcome.STEP) {
      return step(now, -leap.seconds(), actions);
    }
    boolean slewed = now.monotonicNanos() >= clock.endMonotonicNanos();
    if (fallBack(now, actions) || slewed || outcome == LeapSeconds.Outcome.SLEW) {
      return proceed(now, actions);
    }
    if (outcome == LeapSeconds.Outcome.OVER
        || now.monotonicNanos() >= status.nextMonotonicNanos()) {
      status.tell(now, actions);
    }
    wake(now, actions);
    return actions;
  }

  /// The kernel was set.
  ///
  /// @param now read after it
  /// @param frequency what it was really set to, s/s
  public List<ClockAction> onFrequencySet(Now now, double frequency) {
    List<ClockAction> actions = new ArrayList<>();
    steering.finish(now, frequency, actions);
    return complete(now, actions);
  }

  /// The clock was stepped.
  ///
  /// @param now read after it
  /// @throws IllegalStateException if no step was asked for
  public List<ClockAction> onStepped(Now now) {
    List<ClockAction> actions = new ArrayList<>();
    double seconds = steering.finishStep(now, actions);
    actions.add(new ClockAction.Report(new DisciplineEvent.Stepped(seconds)));
    return proceed(now, actions);
  }

  /// The system refused to step: what the step was for is slewed, as fast as allowed.
  ///
  /// @throws IllegalStateException if no step was asked for
  public List<ClockAction> onStepRefused(Now now) {
    List<ClockAction> actions = new ArrayList<>();
    steering.refuseStep(actions);
    return proceed(now, actions);
  }

  /// Compares both clocks with the last time it was called: when they have moved apart, somebody
  /// else stepped the wall clock. To be called with every reading, before what the reading is for.
  ///
  /// More than 10 s: the machine may have been suspended, and what was measured before says nothing
  /// about now. Less: cooked time goes on as if nothing had happened, so that the wall clock is put
  /// back, and until the sources have confirmed that, the bound is wider by as much.
  public List<ClockAction> onReading(Now now) {
    OptionalDouble jump = steering.observe(now);
    if (jump.isEmpty()) {
      return List.of();
    }
    if (Math.abs(jump.getAsDouble()) <= SUSPENDED) {
      return displaced(now, jump.getAsDouble());
    }
    List<ClockAction> actions = new ArrayList<>();
    actions.add(new ClockAction.Report(new DisciplineEvent.ExternalStep(jump.getAsDouble())));
    steering.cancel(now, jump.getAsDouble(), actions);
    if (reference.isSynchronised()) {
      lose(now, actions);
    }
    leap.forget();
    return proceed(now, actions);
  }

  private List<ClockAction> displaced(Now now, double seconds) {
    // The kernel may have done its own step for a leap second.
    if (!config.steer() || !reference.isSynchronised() || leap.isClose(leapClock(now))) {
      return List.of();
    }
    List<ClockAction> actions = new ArrayList<>();
    actions.add(new ClockAction.Report(new DisciplineEvent.Displaced(seconds)));
    steering.displace(now, seconds);
    double remaining = clock.remaining(now.wallNanos());
    return updates.mayStep(remaining) ? step(now, remaining, actions) : proceed(now, actions);
  }

  /// Ends any running slew and saves the drift.
  public List<ClockAction> stop(Now now) {
    List<ClockAction> actions = new ArrayList<>();
    stopped = true;
    updates.saveDrift(actions);
    if (!config.steer()) {
      return actions;
    }
    clock.planOffset(-clock.remaining(now.wallNanos()), 0);
    return proceed(now, actions);
  }

  /// The cooked time of a wall-clock reading.
  public long toCooked(long wallNanos) {
    return clock.toCooked(wallNanos);
  }

  /// How cooked time follows from the wall clock, until the next change.
  public CookedScale scale() {
    return clock.scale();
  }

  /// Bound of the frequency's error, s/s.
  public double skew() {
    return reference.skew();
  }

  /// Whether the sources were believed at last, be there a leap second or not.
  public boolean isSynchronised() {
    return reference.isSynchronised();
  }

  /// The leap second that was announced, or else one that the table knows of.
  ///
  /// @param ahead how many days before it, it is near
  /// @param after how many days after it, it still is
  public Optional<NearLeap> nearLeap(Now now, int ahead, int after) {
    return leap.near(leapClock(now), ahead, after);
  }

  /// During a leap second the leap indicator is {@link LeapIndicator#UNSYNCHRONISED}, while stratum
  /// and the rest stay.
  public ClockState state(Now now) {
    LeapIndicator announced = leap.inProgress() ? LeapIndicator.UNSYNCHRONISED : leap.armed();
    return reference.state(announced, clock.remaining(now.wallNanos()), clock.frequency());
  }

  /// Whether a leap second is within 5 s: what is measured then is not to be used.
  public boolean isLeapClose(Now now) {
    return leap.isClose(leapClock(now));
  }

  /// TAI − UTC in seconds, if the leap second table knows it.
  public OptionalInt taiOffset(Now now) {
    long cookedNanos = clock.toCooked(now.wallNanos());
    return leapTable.get().taiOffsetAt(Math.floorDiv(cookedNanos, 1_000_000_000L));
  }

  private List<ClockAction> step(Now now, double seconds, List<ClockAction> actions) {
    return steering.step(now, seconds, actions) ? complete(now, actions) : actions;
  }

  private List<ClockAction> proceed(Now now, List<ClockAction> actions) {
    return steering.proceed(now, actions) ? complete(now, actions) : actions;
  }

  /// The plan is in effect.
  private List<ClockAction> complete(Now now, List<ClockAction> actions) {
    updates.complete(state(now), actions);
    return settle(now, actions);
  }

  private List<ClockAction> settle(Now now, List<ClockAction> actions) {
    status.tell(now, actions);
    wake(now, actions);
    return actions;
  }

  private void lose(Now now, List<ClockAction> actions) {
    reference.lose();
    voteOnLeap(now, LeapIndicator.UNSYNCHRONISED, actions);
    actions.add(new ClockAction.Report(new DisciplineEvent.Unsynchronised(state(now))));
  }

  private boolean fallBack(Now now, List<ClockAction> actions) {
    OptionalDouble frequency = holdover.fallback(now);
    if (frequency.isEmpty()) {
      return false;
    }
    if (reference.isSynchronised()) {
      lose(now, actions);
    }
    steering.planFrequency(frequency.getAsDouble(), actions);
    return true;
  }

  private void voteOnLeap(Now now, LeapIndicator vote, List<ClockAction> actions) {
    if (leap.vote(leapClock(now), vote)) {
      actions.add(new ClockAction.Report(new DisciplineEvent.LeapArmed(leap.armed())));
    }
  }

  /// A leap second happens to the clock that we steer, or to cooked time if there is none.
  private long leapClock(Now now) {
    return config.steer() ? now.wallNanos() : clock.toCooked(now.wallNanos());
  }

  private long watchMonotonicNanos(Now now) {
    return config.steer() && reference.isSynchronised()
        ? now.monotonicNanos() + WATCH_NANOS
        : Long.MAX_VALUE;
  }

  private void wake(Now now, List<ClockAction> actions) {
    long next =
        LongStream.of(
                clock.endMonotonicNanos(),
                status.nextMonotonicNanos(),
                leap.wakeMonotonicNanos(now, leapClock(now)),
                holdover.wakeMonotonicNanos(),
                watchMonotonicNanos(now))
            .min()
            .orElseThrow();
    if (next != Long.MAX_VALUE && !stopped) {
      actions.add(new ClockAction.WakeAt(next));
    }
  }
}
