// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// Counts magnitudes in steps of a thousandth, so that the percentiles of a simulated year take no
/// more memory than those of a minute. Confined to its run.
final class MagnitudeHistogram {

  private static final int MANTISSA_BITS = 10;
  private static final int SHIFT = 52 - MANTISSA_BITS;
  // From 2^-44, 0.06 ps, to 2^21, 24 days. What is outside counts as the nearest.
  private static final int LOWEST = (1023 - 44) << MANTISSA_BITS;
  private static final int HIGHEST = (1023 + 21) << MANTISSA_BITS;

  private final long[] counts = new long[HIGHEST - LOWEST + 1];
  private long total;

  void add(double value) {
    int key = (int) (Double.doubleToRawLongBits(Math.abs(value)) >>> SHIFT);
    counts[Math.clamp(key, LOWEST, HIGHEST) - LOWEST]++;
    total++;
  }

  long total() {
    return total;
  }

  /// The magnitude that a share of all does not exceed, right to a thousandth; NaN without values.
  ///
  /// @param share from 0 to 1
  double quantile(double share) {
    if (total == 0) {
      return Double.NaN;
    }
    double wanted = share * total;
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= wanted) {
        double part = Math.max(0, wanted - below) / counts[i];
        return lowerEnd(i) + part * (lowerEnd(i + 1) - lowerEnd(i));
      }
      below += counts[i];
    }
    return lowerEnd(counts.length);
  }

  private static double lowerEnd(int index) {
    return index == 0 ? 0 : Double.longBitsToDouble((long) (index + LOWEST) << SHIFT);
  }
}
