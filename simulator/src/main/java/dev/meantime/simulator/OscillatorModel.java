// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// How wrong a clock's hardware is.
///
/// @param frequency s/s by which it is fast (slow when negative)
/// @param wander random walk of the frequency: the standard deviation of what is added to it once a
///   second, the first time at the start, s/s
/// @param readingNoise standard deviation of white noise on every reading of the wall clock,
///   seconds; the clock behind it is not touched by that
/// @param swing what the temperature adds
/// @param steps sudden changes, in the order of their time
public record OscillatorModel(
    double frequency, double wander, double readingNoise, Swing swing, List<FrequencyStep> steps) {

  /// A frequency that follows a sine, as that of a quartz follows the day's temperature: `amplitude
  /// · sin(2π · t / period + phase)` with t since the start of the simulation.
  ///
  /// @param amplitude s/s; 0 for none
  /// @param period seconds, more than 0
  /// @param phase radians
  public record Swing(double amplitude, double period, double phase) {

    public static final Swing NONE = new Swing(0, 86_400, 0);

    public Swing {
      requireFinite(amplitude);
      requireFinite(phase);
      if (!(period > 0) || Double.isInfinite(period)) {
        throw new IllegalArgumentException("a period is more than 0 s: " + period);
      }
    }
  }

  /// A sudden change.
  ///
  /// @param trueNanos when, nanoseconds since the Unix epoch
  /// @param change what is added to the frequency for good, s/s
  public record FrequencyStep(long trueNanos, double change) {
    public FrequencyStep {
      requireFinite(change);
    }
  }

  public static final OscillatorModel PERFECT = of(0, 0);

  public OscillatorModel {
    requireFinite(frequency);
    requireNotNegative(wander);
    requireNotNegative(readingNoise);
    steps = steps.stream().sorted(Comparator.comparingLong(FrequencyStep::trueNanos)).toList();
  }

  /// Wrong by a constant and a random walk.
  public static OscillatorModel of(double frequency, double wander) {
    return new OscillatorModel(frequency, wander, 0, Swing.NONE, List.of());
  }

  public OscillatorModel withReadingNoise(double seconds) {
    return new OscillatorModel(frequency, wander, seconds, swing, steps);
  }

  public OscillatorModel withSwing(Swing value) {
    return new OscillatorModel(frequency, wander, readingNoise, value, steps);
  }

  /// With one more sudden change.
  public OscillatorModel withStep(long trueNanos, double change) {
    List<FrequencyStep> more =
        Stream.concat(steps.stream(), Stream.of(new FrequencyStep(trueNanos, change))).toList();
    return new OscillatorModel(frequency, wander, readingNoise, swing, more);
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a number to compute with: " + value);
    }
  }

  private static void requireNotNegative(double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("must not be negative: " + value);
    }
  }
}
