// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

/// How Linux keeps the frequency of its clock: in whole microseconds that are added at each of 100
/// ticks a second, and in the rest, in units of 2⁻¹⁶ ppm (adjtimex(2)).
///
/// @param tickMicros 9000 to 11000; 10000 is right
/// @param scaledPpm −500 · 2¹⁶ to 500 · 2¹⁶
record KernelFrequency(long tickMicros, long scaledPpm) {

  static final KernelFrequency ZERO = new KernelFrequency(10_000, 0);

  /// What tick alone can do, s/s.
  static final double MAXIMUM = 0.1;

  /// One microsecond more at each tick, s/s.
  private static final double TICK_UNIT = 1e-4;

  private static final double SCALED_PER_UNIT = 1e6 * 65_536;

  /// The nearest to `frequency`, s/s, within ±{@link #MAXIMUM}.
  static KernelFrequency nearest(double frequency) {
    double clamped = Math.clamp(frequency, -MAXIMUM, MAXIMUM);
    long ticks = Math.round(clamped / TICK_UNIT);
    double rest = clamped - ticks * TICK_UNIT;
    return new KernelFrequency(10_000 + ticks, Math.round(rest * SCALED_PER_UNIT));
  }

  /// s/s.
  double value() {
    return (tickMicros - 10_000) * TICK_UNIT + scaledPpm / SCALED_PER_UNIT;
  }
}
