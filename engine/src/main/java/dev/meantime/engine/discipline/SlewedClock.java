// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.discipline.CookedScale.Line;

/// The arithmetic of cooked time: how the wall clock runs, how it should run, and what is still to
/// be slewed. Confined to the discipline.
///
/// Three rates, each as a fraction by which it is faster than the hardware clock left alone: the
/// kernel's is `total`; the cooked clock's is `base`, made of the frequency we believe in and the
/// temperature compensation; and their difference is the running slew. What is still to be slewed
/// is therefore a straight line over the wall clock, and a change of anything begins a new line.
///
/// Because `total` is what the kernel really set, its rounding is part of the slew and costs no
/// accuracy. A virtual clock is the case in which nobody sets the kernel: `total` stays 0 and the
/// whole correction remains, growing, between wall clock and cooked time.
final class SlewedClock {

  /// What a change means to those who keep readings.
  ///
  /// @param dispersion seconds by which the moment of the change may have shifted every reading
  record Change(ClockAdjustment adjustment, double dispersion) {}

  /// An offset below this is not worth a slew, seconds.
  private static final double NEGLIGIBLE = 1e-9;

  private static final double SHORTEST_SLEW = 1;
  private static final double LONGEST_SLEW = 10_000;
  private static final double LONGEST_EXCESS = 100;

  /// How long the kernel may take to put a new frequency into effect, seconds: since Linux 4.19 at
  /// once, so this is the time of the call.
  private static final double CHANGE_DELAY = 1e-5;

  private final double maxSlewRate;
  private final double maximumFrequency;
  private final double maxDrift;
  private final boolean virtual;

  private double frequency;
  private double total;
  private CookedScale scale = CookedScale.of(new Line(0, 0, 0, 0));
  private long startMonotonicNanos;
  private double duration = LONGEST_SLEW;
  private double excess;
  private double correctionRate;

  private double plannedFrequency;
  private double plannedCompensation;
  private double plannedOffset;
  private double plannedDuration = LONGEST_SLEW;

  /// @param maximumFrequency what the kernel takes at most, s/s
  /// @param maxDrift what the frequency may be at most, s/s
  /// @param virtual whether nobody sets the kernel
  SlewedClock(double maxSlewRate, double maximumFrequency, double maxDrift, boolean virtual) {
    this.maxSlewRate = maxSlewRate;
    this.maximumFrequency = maximumFrequency;
    this.maxDrift = Math.min(maxDrift, maximumFrequency);
    this.virtual = virtual;
  }

  /// Begins with nothing to slew.
  ///
  /// @param kernelFrequency how the wall clock runs now, s/s; a virtual clock is measured against
  ///   that rate, whatever it is, and passes 0
  void start(Now now, double kernelFrequency) {
    frequency = plannedFrequency = kernelFrequency;
    total = kernelFrequency;
    beginAnew(now, new Line(now.wallNanos(), 0, 0, 0));
  }

  long toCooked(long wallNanos) {
    return scale.toCooked(wallNanos);
  }

  /// How it stands.
  CookedScale scale() {
    return scale;
  }

  /// Seconds still to be slewed, positive when the wall clock is behind.
  double remaining(long wallNanos) {
    return line().remainingAt(wallNanos);
  }

  /// s/s by which the hardware clock, left alone, is slow.
  double frequency() {
    return frequency;
  }

  /// The frequency that waits for {@link #apply}.
  double plannedFrequency() {
    return plannedFrequency;
  }

  /// What the kernel is set to.
  double total() {
    return total;
  }

  /// Plans to run at this frequency.
  ///
  /// @return whether it is within `maxdrift`; the nearest bound is taken if not
  boolean planFrequency(double wanted) {
    plannedFrequency = Math.clamp(wanted, -maxDrift, maxDrift);
    return plannedFrequency == wanted;
  }

  /// The frequency that makes the cooked clock run faster by `change` than it does.
  double changedBy(double change) {
    return frequency + change * (1 + frequency);
  }

  /// Plans to put the cooked clock forward and to slew the wall clock after it.
  ///
  /// @param rate offset times duration of the slew, s²; 0 for as quickly as allowed
  void planOffset(double seconds, double rate) {
    plannedOffset += seconds;
    correctionRate = rate;
  }

  /// Plans to compensate for the hardware's present deviation from its usual frequency, s/s to make
  /// it faster. The cooked clock's rate does not change by it: the hardware's did.
  void planCompensation(double faster) {
    plannedCompensation = faster;
  }

  /// Plans the slew that ends the running one, and says what the kernel is to be set to for it.
  double planSlew(Now now) {
    if (virtual) {
      return 0;
    }
    double offset = remaining(now.wallNanos()) + plannedOffset;
    noteExcess(now);
    // Not shorter than it takes at most: a slew that is interrupted on its way is not late.
    plannedDuration = Math.max(durationOf(offset), Math.abs(offset) / maxSlewRate);
    double base = base(plannedFrequency, plannedCompensation);
    double slew = Math.clamp(offset / plannedDuration, -maxSlewRate, maxSlewRate);
    return Math.clamp(base + slew * (1 + base), -maximumFrequency, maximumFrequency);
  }

  /// The kernel was set: the plan comes into effect.
  ///
  /// @param actual what it was set to, s/s
  Change apply(Now now, double actual) {
    double before = base(frequency, plannedCompensation);
    double after = base(plannedFrequency, plannedCompensation);
    ClockAdjustment adjustment =
        new ClockAdjustment(
            ClockAdjustment.Kind.SLEW,
            line().cooked(now.wallNanos()),
            (after - before) / (1 + before),
            plannedOffset);
    double offset = remaining(now.wallNanos()) + plannedOffset;
    double slope = (actual - after) / (1 + actual);
    double dispersion = Math.abs(slope - line().slope()) * CHANGE_DELAY * (1 + maximumFrequency);
    frequency = plannedFrequency;
    total = actual;
    plannedOffset = 0;
    duration = plannedDuration;
    begin(now, new Line(now.wallNanos(), offset, slope, line().renamedNanos()), adjustment);
    return new Change(adjustment, virtual ? 0 : dispersion);
  }

  /// The wall clock was put forward by us: that much less is left to slew. A planned offset comes
  /// into effect with it; a planned frequency still waits for {@link #apply}.
  ///
  /// @param now read after the step
  /// @param stepNanos the size of the jump
  ClockAdjustment step(Now now, long stepNanos) {
    long beforeNanos = now.wallNanos() - stepNanos;
    double left = remaining(beforeNanos) + (plannedOffset - stepNanos * 1e-9);
    ClockAdjustment adjustment =
        new ClockAdjustment(
            ClockAdjustment.Kind.STEP, line().cooked(beforeNanos), 0, plannedOffset);
    plannedOffset = 0;
    beginAnew(now, new Line(now.wallNanos(), left, line().slope(), line().renamedNanos()));
    return adjustment;
  }

  /// A leap second passed: from now on cooked time is named by so many seconds more, and so is the
  /// true time. Older readings keep their names, and offsets stay as they were.
  void rename(Now now, double seconds) {
    long wallNanos = now.wallNanos();
    ClockAdjustment none =
        new ClockAdjustment(ClockAdjustment.Kind.SLEW, line().cooked(wallNanos), 0, 0);
    double left = remaining(wallNanos) + seconds;
    begin(now, new Line(wallNanos, left, line().slope(), renamedBy(seconds)), none);
    correctionRate = 0;
  }

  /// The kernel moved the wall clock for a leap second, which is no time that passed.
  ClockAdjustment excludeJump(Now now, double seconds) {
    long wallNanos = now.wallNanos();
    double left = remaining(wallNanos - Math.round(seconds * 1e9));
    beginAnew(now, new Line(wallNanos, left, line().slope(), renamedBy(seconds)));
    return new ClockAdjustment(ClockAdjustment.Kind.STEP, line().cooked(wallNanos), 0, 0);
  }

  /// Somebody else moved the wall clock by so much: that is left to slew as well, and nobody who
  /// keeps readings of cooked time has to know.
  void displace(Now now, double seconds) {
    long wallNanos = now.wallNanos();
    double left = remaining(wallNanos - Math.round(seconds * 1e9)) - seconds;
    beginAnew(now, new Line(wallNanos, left, line().slope(), line().renamedNanos()));
    correctionRate = 0;
  }

  /// Somebody else moved the wall clock: nothing is known of what was left to slew.
  ClockAdjustment cancel(Now now, double jump) {
    ClockAdjustment adjustment =
        new ClockAdjustment(
            ClockAdjustment.Kind.UNKNOWN_STEP,
            line().cooked(now.wallNanos() - Math.round(jump * 1e9)),
            0,
            jump);
    plannedOffset = 0;
    beginAnew(now, new Line(now.wallNanos(), 0, line().slope(), line().renamedNanos()));
    return adjustment;
  }

  /// When the running slew has done its work, by the monotonic clock; the largest value if nobody
  /// slews.
  long endMonotonicNanos() {
    if (virtual) {
      return Long.MAX_VALUE;
    }
    double seconds = line().remaining() / line().slope();
    boolean running = Math.abs(line().remaining()) >= NEGLIGIBLE && seconds > 0;
    double wait = running ? Math.clamp(seconds, SHORTEST_SLEW, LONGEST_SLEW) : LONGEST_SLEW;
    return startMonotonicNanos + (long) Math.floor(wait * 1e9);
  }

  private double durationOf(double offset) {
    double magnitude = Math.abs(offset);
    return magnitude < NEGLIGIBLE
        ? LONGEST_SLEW
        : Math.max(correctionRate / magnitude, Math.max(SHORTEST_SLEW, 5 * excess));
  }

  /// Slews that end late overshoot: the longer they were late, the slower the next ones are.
  private void noteExcess(Now now) {
    double late = (now.monotonicNanos() - startMonotonicNanos) * 1e-9 - duration;
    excess = (excess + 1e-9) * 0.9;
    if (late > excess && late <= LONGEST_EXCESS) {
      excess = late;
    }
  }

  private static double base(double frequency, double compensation) {
    return frequency * (1 - compensation) + compensation;
  }

  private Line line() {
    return scale.line();
  }

  private long renamedBy(double seconds) {
    return line().renamedNanos() + Math.round(seconds * 1e9);
  }

  private void begin(Now now, Line next, ClockAdjustment adjustment) {
    scale = scale.then(next, adjustment);
    startMonotonicNanos = now.monotonicNanos();
  }

  /// Begins a line before which the wall clock's readings mean nothing.
  private void beginAnew(Now now, Line next) {
    scale = CookedScale.of(next);
    startMonotonicNanos = now.monotonicNanos();
  }
}
