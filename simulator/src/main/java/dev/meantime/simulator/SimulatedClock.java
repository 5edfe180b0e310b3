// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.KernelClockStatus.LeapSecond;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.WallClock;
import java.util.ArrayList;
import java.util.List;

/// The clocks of one host over its oscillator, as Linux keeps them: frequency and tick with their
/// resolution, claims that wear off, leap seconds at midnight of its own clock. The monotonic clock
/// runs at the corrected rate, does not jump, and stands still while the host sleeps. Keeps a
/// record of every write.
///
/// Confined to the simulation's thread.
public final class SimulatedClock implements KernelClock {

  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  private final Simulation simulation;
  private final Oscillator oscillator;
  private final Control control;
  private final KernelStatus status = new KernelStatus();
  private final List<ClockWrite> writes = new ArrayList<>();
  private final List<Double> steps = new ArrayList<>();
  private double frequency;
  private int tai;
  private boolean running = true;
  private long stoppedNanos;

  // Since the last change of the rate: true time and the oscillator's excess then, and what the
  // monotonic clock showed, each in whole nanoseconds and the rest.
  private long baseTrue;
  private long baseWhole;
  private double basePart;
  private long baseMonotonic;
  private double baseMonotonicPart;

  private long wallMinusMonotonic;
  private LeapSecond leap = LeapSecond.NONE;
  private boolean leapDone;
  private long leapMidnight;
  private long lastReading = Long.MIN_VALUE;
  private Runnable onRateChange = () -> {};

  SimulatedClock(
      Simulation simulation, Oscillator oscillator, double initialError, Control control) {
    this.simulation = simulation;
    this.oscillator = oscillator;
    this.control = control;
    this.baseMonotonic = 1000 * SECOND;
    this.baseTrue = simulation.trueNanos();
    this.baseWhole = oscillator.wholeNanos();
    this.basePart = oscillator.partNanos();
    setTo(initialError);
  }

  void onRateChange(Runnable listener) {
    onRateChange = listener;
  }

  /// How far the wall clock is ahead of UTC, seconds, exactly: without the noise of readings.
  public double error() {
    long whole = wall();
    return (whole - simulation.utcNanos() + monotonicPart()) * 1e-9;
  }

  /// By how much the wall clock runs too fast, s/s: hardware and correction together.
  public double frequencyError() {
    double hardware = oscillator.error();
    return hardware + frequency + hardware * frequency;
  }

  public Oscillator oscillator() {
    return oscillator;
  }

  /// Everything that was written to the clock: empty while nobody touched it. What the world does
  /// to it is not among them.
  public List<ClockWrite> writes() {
    return List.copyOf(writes);
  }

  /// The steps made through the wall clock, seconds.
  public List<Double> steps() {
    return List.copyOf(steps);
  }

  /// Somebody else sets the clock forward by so many seconds.
  public void disturb(double seconds) {
    move(Math.round(seconds * 1e9));
  }

  /// Somebody else sets the kernel's frequency, s/s.
  public void disturbFrequency(double value) {
    changeFrequency(value);
  }

  /// True time at which the monotonic clock will have reached this, at the present rate.
  ///
  /// @return {@link Long#MAX_VALUE} while it stands still
  long trueTimeOf(long targetMonotonicNanos) {
    if (!running) {
      return Long.MAX_VALUE;
    }
    double remaining = targetMonotonicNanos - monotonic() - monotonicPart();
    double rate = (1 + oscillator.error()) * (1 + frequency);
    return remaining <= 0
        ? simulation.trueNanos()
        : simulation.trueNanos() + (long) Math.ceil(remaining / rate);
  }

  long monotonic() {
    return running
        ? baseMonotonic + elapsedTrue() + (long) Math.floor(elapsedPart())
        : baseMonotonic;
  }

  private double monotonicPart() {
    if (!running) {
      return baseMonotonicPart;
    }
    double part = elapsedPart();
    return part - Math.floor(part);
  }

  private long elapsedTrue() {
    return simulation.trueNanos() - baseTrue + oscillator.wholeNanos() - baseWhole;
  }

  /// What the monotonic clock went in nanoseconds beyond {@link #elapsedTrue}, which holds the
  /// greater part so that this keeps its digits.
  private double elapsedPart() {
    double fine = oscillator.partNanos() - basePart;
    return baseMonotonicPart + fine + (elapsedTrue() + fine) * frequency;
  }

  private void rebase() {
    long now = monotonic();
    double part = monotonicPart();
    baseMonotonic = now;
    baseMonotonicPart = part;
    baseTrue = simulation.trueNanos();
    baseWhole = oscillator.wholeNanos();
    basePart = oscillator.partNanos();
  }

  private long wall() {
    long shown = monotonic() + wallMinusMonotonic;
    if (leap == LeapSecond.NONE || leapDone) {
      return shown;
    }
    boolean inserts = leap == LeapSecond.INSERT;
    if (shown < (inserts ? leapMidnight : leapMidnight - SECOND)) {
      return shown;
    }
    long jump = inserts ? -SECOND : SECOND;
    leapDone = true;
    tai += inserts ? 1 : -1;
    wallMinusMonotonic += jump;
    lastReading = Long.MIN_VALUE;
    return shown + jump;
  }

  /// What somebody reads who asks now: with noise, which does not make time go back.
  long reading() {
    long shown = wall() + oscillator.readingNoiseNanos();
    lastReading = Math.max(lastReading, shown);
    return lastReading;
  }

  private void move(long nanos) {
    // What was due before must not happen after.
    long before = wall();
    wallMinusMonotonic += nanos;
    lastReading = Long.MIN_VALUE;
    armLeap(before + nanos);
    status.clear(monotonic());
  }

  private void setTo(double error) {
    wallMinusMonotonic = simulation.utcNanos() + Math.round(error * 1e9) - monotonic();
    lastReading = Long.MIN_VALUE;
    status.clear(monotonic());
  }

  /// The host goes to sleep: the monotonic clock stands still.
  void suspend() {
    rebase();
    running = false;
    stoppedNanos = simulation.trueNanos();
    onRateChange.run();
  }

  /// It wakes up, and sets its clock by the hardware that went on.
  ///
  /// @param error seconds by which that put the wall clock further ahead
  void resume(double error) {
    long slept = simulation.trueNanos() - stoppedNanos;
    rebase();
    running = true;
    move(slept + Math.round(error * 1e9));
    onRateChange.run();
  }

  /// It starts afresh, and sets its clock by the battery-backed one.
  ///
  /// @param error seconds by which the wall clock is ahead then
  void boot(double error) {
    rebase();
    running = true;
    frequency = 0;
    tai = 0;
    leap = LeapSecond.NONE;
    setTo(error);
    onRateChange.run();
  }

  WallClock wallClock() {
    return new WallClock() {
      @Override
      public long nowNanos() {
        return reading();
      }

      @Override
      public void step(double seconds) throws ClockException {
        requireControl("clock_adjtime");
        writes.add(new ClockWrite.Step(simulation.trueNanos(), seconds));
        steps.add(seconds);
        move(Math.round(seconds * 1e9));
      }
    };
  }

  MonotonicClock monotonicClock() {
    return this::monotonic;
  }

  @Override
  public Control control() {
    return control;
  }

  @Override
  public KernelClockState read() {
    wall();
    return new KernelClockState(frequency, status.at(monotonic()), tai);
  }

  @Override
  public double setFrequency(double wanted) throws ClockException {
    requireControl("clock_adjtime");
    double actual = KernelFrequency.nearest(wanted).value();
    changeFrequency(actual);
    writes.add(new ClockWrite.Frequency(simulation.trueNanos(), actual));
    return actual;
  }

  private void changeFrequency(double value) {
    rebase();
    frequency = value;
    onRateChange.run();
  }

  @Override
  public double maximumFrequency() {
    return KernelFrequency.MAXIMUM;
  }

  @Override
  public void setStatus(KernelClockStatus wanted) throws ClockException {
    requireControl("clock_adjtime");
    long shown = wall();
    if (wanted.leap() != leap) {
      leap = wanted.leap();
      leapDone = false;
      armLeap(shown);
    }
    status.set(wanted, monotonic());
    writes.add(new ClockWrite.Status(simulation.trueNanos(), wanted));
  }

  /// A leap second that happened is over only when its announcement is.
  private void armLeap(long shown) {
    leapMidnight = (Math.floorDiv(shown, DAY) + 1) * DAY;
  }

  private void requireControl(String call) throws ClockException {
    if (control instanceof Control.Denied) {
      throw new ClockException(call, "EPERM");
    }
  }
}
