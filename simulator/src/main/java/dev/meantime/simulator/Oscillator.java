// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.simulator.OscillatorModel.FrequencyStep;
import dev.meantime.simulator.OscillatorModel.Swing;

/// What a clock counts. Confined to the simulation's thread.
///
/// The count is a function of true time that nobody disturbs by looking: the random walk is summed
/// up second by second, whenever and however often the oscillator is asked.
public final class Oscillator {

  private static final long SECOND = 1_000_000_000L;

  /// Without a random walk nothing happens each second; but a sum over years would lose digits.
  private static final long LONG_SEGMENT = 1024 * SECOND;

  private final OscillatorModel model;
  private final Simulation simulation;
  private final RandomStream walk;
  private final RandomStream noise;
  private final long startNanos;
  private final long gridNanos;
  private final double swingOrigin;

  // One segment of constant frequency, without the swing.
  private double frequency;
  private long segmentStart;
  private long segmentEnd;
  private int nextStep;

  // Nanoseconds counted beyond true time up to the segment's start, whole and in part.
  private long whole;
  private double part;

  // The same at the time of the last look: one event looks often.
  private long seenAt = Long.MIN_VALUE;
  private long seenWhole;
  private double seenPart;

  /// @param name tells this oscillator's randomness from that of others
  public Oscillator(Simulation simulation, String name, OscillatorModel model) {
    this.simulation = simulation;
    this.model = model;
    this.walk = simulation.random("wander of " + name);
    this.noise = simulation.random("reading noise of " + name);
    this.startNanos = simulation.trueNanos();
    this.gridNanos = model.wander() > 0 ? SECOND : LONG_SEGMENT;
    this.swingOrigin = StrictMath.cos(angle(startNanos));
    this.frequency = model.frequency();
    this.segmentStart = startNanos;
    this.segmentEnd = startNanos;
    beginSegment();
  }

  /// @param error s/s by which it is fast at the start (slow when negative)
  /// @param wander standard deviation of the change of `error` in one second, s/s
  public Oscillator(Simulation simulation, double error, double wander) {
    this(simulation, "oscillator", OscillatorModel.of(error, wander));
  }

  /// A perfect one.
  public static Oscillator perfect(Simulation simulation) {
    return new Oscillator(simulation, "oscillator", OscillatorModel.PERFECT);
  }

  public OscillatorModel model() {
    return model;
  }

  /// s/s by which it is fast now.
  public double error() {
    long now = simulation.trueNanos();
    advance(now);
    Swing swing = model.swing();
    return swing.amplitude() == 0
        ? frequency
        : frequency + swing.amplitude() * StrictMath.sin(angle(now));
  }

  /// Nanoseconds counted up to now beyond true time since the start, rounded down.
  ///
  /// @see #partNanos
  long wholeNanos() {
    look();
    return seenWhole;
  }

  /// What {@link #wholeNanos} leaves out, 0 to 1 ns.
  double partNanos() {
    look();
    return seenPart;
  }

  /// Seconds counted up to now beyond true time since the start.
  double excess() {
    return (wholeNanos() + partNanos()) * 1e-9;
  }

  /// The noise of one more reading, nanoseconds.
  long readingNoiseNanos() {
    return model.readingNoise() == 0
        ? 0
        : Math.round(model.readingNoise() * 1e9 * noise.nextGaussian());
  }

  private void look() {
    long now = simulation.trueNanos();
    if (now == seenAt) {
      return;
    }
    advance(now);
    double nanos = inSegment(now);
    double floor = Math.floor(nanos);
    seenAt = now;
    seenWhole = whole + (long) floor;
    seenPart = nanos - floor;
  }

  private void advance(long trueNanos) {
    while (segmentEnd <= trueNanos) {
      beginSegment();
    }
  }

  private void beginSegment() {
    double nanos = (segmentEnd - segmentStart) * frequency + part;
    double floor = Math.floor(nanos);
    whole += (long) floor;
    part = nanos - floor;
    segmentStart = segmentEnd;
    long sinceStart = segmentStart - startNanos;
    if (model.wander() > 0 && sinceStart % SECOND == 0) {
      frequency += model.wander() * walk.nextGaussian();
    }
    segmentEnd = startNanos + (sinceStart / gridNanos + 1) * gridNanos;
    while (nextStep < model.steps().size()) {
      FrequencyStep step = model.steps().get(nextStep);
      if (step.trueNanos() > segmentStart) {
        segmentEnd = Math.min(segmentEnd, step.trueNanos());
        return;
      }
      frequency += step.change();
      nextStep++;
    }
  }

  private double inSegment(long trueNanos) {
    double nanos = (trueNanos - segmentStart) * frequency + part;
    Swing swing = model.swing();
    if (swing.amplitude() == 0) {
      return nanos;
    }
    double scale = swing.amplitude() * swing.period() / (2 * Math.PI) * 1e9;
    return nanos + scale * (swingOrigin - StrictMath.cos(angle(trueNanos)));
  }

  private double angle(long trueNanos) {
    Swing swing = model.swing();
    double seconds = (trueNanos - simulation.startNanos()) * 1e-9;
    return 2 * Math.PI * ((seconds / swing.period()) % 1) + swing.phase();
  }
}
