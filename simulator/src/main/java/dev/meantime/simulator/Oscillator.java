// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.random.RandomGenerator;

/// What a clock counts: its frequency is wrong by a constant and wanders from there at random.
public final class Oscillator {

  private static final long STEP_NANOS = 1_000_000_000L;

  private final double wander;
  private final RandomGenerator random;
  private double error;
  private long lastNanos;
  private long nextStepNanos;
  private double fraction;

  /// @param error s/s by which it is fast at the start (slow when negative)
  /// @param wander standard deviation of the change of `error` in one second, s/s
  public Oscillator(Simulation simulation, double error, double wander) {
    this.error = error;
    this.wander = wander;
    this.random = simulation.random("oscillator");
    this.lastNanos = simulation.trueNanos();
    this.nextStepNanos = lastNanos + STEP_NANOS;
  }

  /// A perfect one.
  public static Oscillator perfect(Simulation simulation) {
    return new Oscillator(simulation, 0, 0);
  }

  /// s/s by which it is fast now.
  public double error() {
    return error;
  }

  /// Nanoseconds counted up to this true time since the last call, by a counter that is made to run
  /// faster by `adjustment`, s/s.
  long count(long trueNanos, double adjustment) {
    long counted = 0;
    while (wander > 0 && nextStepNanos <= trueNanos) {
      counted += segment(nextStepNanos, adjustment);
      error += wander * random.nextGaussian();
      nextStepNanos += STEP_NANOS;
    }
    return counted + segment(trueNanos, adjustment);
  }

  private long segment(long untilNanos, double adjustment) {
    long elapsed = untilNanos - lastNanos;
    lastNanos = untilNanos;
    double excess = elapsed * (error + adjustment + error * adjustment) + fraction;
    long whole = (long) Math.floor(excess);
    fraction = excess - whole;
    return elapsed + whole;
  }
}
