// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// The two numbers by which Linux sets a clock's frequency: the length of a tick for the coarse
/// part, because the fine part alone reaches ±500 ppm only.
///
/// @param tick microseconds that the clock advances each tick; nominally 10 000 at 100 ticks per
///   second, where one more makes it faster by 100 ppm
/// @param freq 2⁻¹⁶ ppm on top of it, positive when the clock is made faster
record FrequencySetting(long tick, long freq) {

  private static final double PPM = 1e-6;
  private static final double FREQ_PER_PPM = 65_536;
  // Up to here, frequencies one tick apart overlap within ±500 ppm.
  private static final long LAST_OVERLAPPING_HZ = 250;

  /// The nearest setting for a frequency. Near the border between two ticks it stays with the one
  /// that is set, so that small corrections do not toggle it.
  ///
  /// @param frequency s/s, positive when the clock is to be made faster; within ±{@link
  ///   #maximumFrequency}
  /// @param hz ticks per second
  /// @param currentTick the tick set now
  static FrequencySetting of(double frequency, long hz, long currentTick) {
    double ppm = frequency / PPM;
    long currentExtra = currentTick - nominalTick(hz);
    long extra = Math.round(ppm / hz);
    if (hz <= LAST_OVERLAPPING_HZ && Math.abs(extra - currentExtra) == 1) {
      extra = currentExtra;
    }
    return new FrequencySetting(
        nominalTick(hz) + extra, Math.round((ppm - (double) extra * hz) * FREQ_PER_PPM));
  }

  /// What the setting amounts to, s/s.
  double frequency(long hz) {
    return ((tick - nominalTick(hz)) * (double) hz + freq / FREQ_PER_PPM) * PPM;
  }

  /// The kernel takes ticks up to a tenth from the nominal one.
  static double maximumFrequency(long hz) {
    long nominal = nominalTick(hz);
    long tenth = nominal / 10;
    return (double) tenth / nominal;
  }

  static long nominalTick(long hz) {
    return (1_000_000 + hz / 2) / hz;
  }
}
