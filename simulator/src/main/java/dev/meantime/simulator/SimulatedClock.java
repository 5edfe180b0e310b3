// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.KernelClockStatus;
import dev.meantime.platform.MonotonicClock;
import dev.meantime.platform.WallClock;
import java.util.ArrayList;
import java.util.List;

/// The clocks of one host over its oscillator, with the kernel's rounding of frequencies. As on
/// Linux the monotonic clock runs at the corrected rate but does not jump. Keeps a record of every
/// write.
public final class SimulatedClock implements KernelClock {

  private static final double MAXIMUM_FREQUENCY = 0.1;
  private static final double RESOLUTION = 1e-6 / 65536;

  private final Simulation simulation;
  private final Oscillator oscillator;
  private final Control control;
  private final List<String> writes = new ArrayList<>();
  private final List<Double> steps = new ArrayList<>();
  private long monotonicNanos;
  private long wallMinusMonotonic;
  private double frequency;
  private KernelClockStatus status =
      new KernelClockStatus(false, 16, 16, KernelClockStatus.LeapSecond.NONE);
  private Runnable onRateChange = () -> {};

  SimulatedClock(
      Simulation simulation, Oscillator oscillator, double initialError, Control control) {
    this.simulation = simulation;
    this.oscillator = oscillator;
    this.control = control;
    this.monotonicNanos = 1_000_000_000_000L;
    this.wallMinusMonotonic =
        simulation.trueNanos() + Math.round(initialError * 1e9) - monotonicNanos;
  }

  void onRateChange(Runnable listener) {
    onRateChange = listener;
  }

  /// How far the wall clock is ahead of the truth, seconds.
  public double error() {
    return (wall() - simulation.trueNanos()) * 1e-9;
  }

  /// Everything that was written to the clock: empty while nobody touched it.
  public List<String> writes() {
    return List.copyOf(writes);
  }

  /// The steps made through the wall clock, seconds; those of {@link #disturb} are not among them.
  public List<Double> steps() {
    return List.copyOf(steps);
  }

  /// Somebody else moves the clock.
  public void disturb(double seconds) {
    wallMinusMonotonic += Math.round(seconds * 1e9);
  }

  /// Somebody else sets the kernel's frequency, s/s.
  public void disturbFrequency(double value) {
    advance();
    frequency = value;
    onRateChange.run();
  }

  /// True time at which the monotonic clock will have reached this, at the present rate.
  long trueTimeOf(long targetMonotonicNanos) {
    advance();
    double rate = (1 + oscillator.error()) * (1 + frequency);
    long remaining = targetMonotonicNanos - monotonicNanos;
    return remaining <= 0
        ? simulation.trueNanos()
        : simulation.trueNanos() + (long) Math.ceil(remaining / rate);
  }

  private void advance() {
    monotonicNanos += oscillator.count(simulation.trueNanos(), frequency);
  }

  private long wall() {
    advance();
    return monotonicNanos + wallMinusMonotonic;
  }

  long monotonic() {
    advance();
    return monotonicNanos;
  }

  WallClock wallClock() {
    return new WallClock() {
      @Override
      public long nowNanos() {
        return wall();
      }

      @Override
      public void step(double seconds) throws ClockException {
        SimulatedClock.this.step(seconds);
      }
    };
  }

  MonotonicClock monotonicClock() {
    return this::monotonic;
  }

  private void step(double seconds) throws ClockException {
    requireControl("clock_adjtime");
    writes.add("step " + seconds);
    steps.add(seconds);
    wallMinusMonotonic += Math.round(seconds * 1e9);
  }

  @Override
  public Control control() {
    return control;
  }

  @Override
  public KernelClockState read() {
    return new KernelClockState(frequency, status, 0);
  }

  @Override
  public double setFrequency(double wanted) throws ClockException {
    requireControl("clock_adjtime");
    advance();
    double clamped = Math.clamp(wanted, -MAXIMUM_FREQUENCY, MAXIMUM_FREQUENCY);
    frequency = Math.rint(clamped / RESOLUTION) * RESOLUTION;
    writes.add("frequency " + frequency);
    onRateChange.run();
    return frequency;
  }

  @Override
  public double maximumFrequency() {
    return MAXIMUM_FREQUENCY;
  }

  @Override
  public void setStatus(KernelClockStatus wanted) throws ClockException {
    requireControl("clock_adjtime");
    writes.add("status " + wanted);
    status = wanted;
  }

  private void requireControl(String call) throws ClockException {
    if (control instanceof Control.Denied) {
      throw new ClockException(call, "EPERM");
    }
  }
}
