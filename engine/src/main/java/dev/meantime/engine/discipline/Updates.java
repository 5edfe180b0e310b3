// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.select.ClockEstimate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Turns estimates into plans for the clock, and reports each once the plan is in effect. Confined
/// to the discipline.
final class Updates {

  /// What an estimate comes to.
  enum Plan {
    /// It is not believed; nothing is planned.
    REFUSED,
    SLEW,
    /// The wall clock is to be stepped by {@link Updates#wallOffset}.
    STEP
  }

  /// With the usual `corrtimeratio` of 3 an offset of one standard deviation is slewed in the
  /// interval between updates, and one twice as large in half of it: slewing at once would be a few
  /// percent more accurate, at the price of a restless frequency.
  private static final double SLEW_SHARE = 1 / 3.0;

  private static final double LARGEST_OFFSET = 0x1p32;

  private record Pending(ClockEstimate estimate, double offset, double maximumError) {}

  private final DisciplineConfig config;
  private final LongSupplier random;
  private final SlewedClock clock;
  private final Steering steering;
  private final Reference reference;
  private final Holdover holdover;
  private final StepPolicy policy;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private double maxUpdateSkew;
  private boolean everSynchronised;
  private double wallOffset;

  /// @param random 64 random bits a call
  Updates(
      DisciplineConfig config,
      LongSupplier random,
      SlewedClock clock,
      Steering steering,
      Reference reference,
      Holdover holdover) {
    this.config = config;
    this.random = random;
    this.clock = clock;
    this.steering = steering;
    this.reference = reference;
    this.holdover = holdover;
    policy = new StepPolicy(config);
    maxUpdateSkew = config.maxUpdateSkew();
  }

  /// Plans the initial frequency: the drift file's, else the one that the kernel has.
  void start(Now now, double kernelFrequency, Optional<Drift> drift, List<ClockAction> actions) {
    steering.start(now, kernelFrequency);
    if (drift.isPresent()) {
      reference.startWith(drift.get().skew());
      actions.add(new ClockAction.Report(new DisciplineEvent.FrequencyRead(drift.get())));
      steering.planFrequency(drift.get().frequency(), actions);
    } else if (config.steer()) {
      if (kernelFrequency != 0) {
        actions.add(new ClockAction.Report(new DisciplineEvent.InitialFrequency(kernelFrequency)));
      }
      steering.planFrequency(kernelFrequency, actions);
    }
  }

  Plan take(Now now, ClockEstimate estimate, List<ClockAction> actions) {
    long cookedNanos = clock.toCooked(now.wallNanos());
    double age = (cookedNanos - estimate.timeNanos()) * 1e-9;
    double offset = estimate.offset() + age * estimate.frequency();
    if (!isSane(estimate, offset, cookedNanos)) {
      refuse(offset, LARGEST_OFFSET, false, actions);
      return Plan.REFUSED;
    }
    StepPolicy.Verdict verdict = policy.judge(offset);
    if (verdict != StepPolicy.Verdict.BELIEVE) {
      refuse(offset, config.maxChange(), verdict == StepPolicy.Verdict.GIVE_UP, actions);
      return Plan.REFUSED;
    }
    double maximumError = reference.errorBoundAt(cookedNanos) + Math.abs(wallOffset);
    double interval = holdover.elapsed(now);
    FrequencyUpdate frequency = FrequencyUpdate.of(estimate, reference.skew(), maxUpdateSkew);
    double fuzz = (random.getAsLong() >>> 11) * 0x1p-53;
    reference.update(estimate, offset, frequency, interval, cookedNanos, fuzz);
    everSynchronised |= reference.isSynchronised();
    steering.planFrequency(clock.changedBy(frequency.change()), actions);
    holdover.update(now, clock.plannedFrequency());
    wallOffset = offset + clock.remaining(now.wallNanos());
    boolean step = policy.steps(wallOffset);
    double rate = config.correctionTimeRatio() * SLEW_SHARE * estimate.offsetDeviation() * interval;
    clock.planOffset(offset, step ? 0 : rate);
    if (Math.abs(offset) > config.logChange()) {
      actions.add(new ClockAction.Report(new DisciplineEvent.WrongBy(offset)));
    }
    pending.add(new Pending(estimate, offset, maximumError));
    return step ? Plan.STEP : Plan.SLEW;
  }

  /// Whether `makestep` would have an update step by so much now.
  boolean mayStep(double seconds) {
    return policy.wouldStep(seconds);
  }

  /// Replaces `makestep`.
  void setSteps(double threshold, int limit) {
    policy.setSteps(threshold, limit);
  }

  /// Replaces `maxupdateskew`, s/s.
  void setMaxUpdateSkew(double skew) {
    maxUpdateSkew = skew;
  }

  /// The plans are in effect.
  void complete(ClockState state, List<ClockAction> actions) {
    for (Pending update : pending) {
      DisciplineEvent event =
          new DisciplineEvent.Updated(
              update.estimate(), update.offset(), state, update.maximumError());
      actions.add(new ClockAction.Report(event));
    }
    if (!pending.isEmpty() && everSynchronised && holdover.savesDrift()) {
      saveDrift(actions);
    }
    pending.clear();
  }

  /// The drift, if there ever was an update to learn it from.
  void saveDrift(List<ClockAction> actions) {
    if (everSynchronised) {
      actions.add(new ClockAction.SaveDrift(new Drift(clock.frequency(), reference.skew())));
    }
  }

  /// True minus wall clock at the last update, before its correction.
  double wallOffset() {
    return wallOffset;
  }

  /// Whether a clock can be corrected so: by less than an NTP era, and to a time since 1970.
  private static boolean isSane(ClockEstimate estimate, double offset, long cookedNanos) {
    return Math.abs(offset) < LARGEST_OFFSET
        && cookedNanos * 1e-9 + offset >= 0
        && Double.isFinite(estimate.frequency())
        && Double.isFinite(estimate.skew());
  }

  private void refuse(double offset, double maximum, boolean fatal, List<ClockAction> actions) {
    DisciplineEvent event = new DisciplineEvent.ChangeBeyondMaximum(offset, maximum, fatal);
    actions.add(new ClockAction.Report(event));
    if (fatal) {
      actions.add(new ClockAction.GiveUp());
    }
  }
}
