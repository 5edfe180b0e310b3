// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.Arrays;

/// How much each sample counts: samples with a longer round trip or a larger dispersion than the
/// best one may be wrong by more.
final class SampleWeights {

  /// How the spread of the distances follows from how far their median is above their minimum.
  private static final double DEVIATION_TO_MEDIAN = 0.7;

  private SampleWeights() {}

  /// Fills in the relative variance of samples `from` to `to − 1`: 1 for the best, growing with the
  /// square of how far a sample's distance is beyond the best one's.
  ///
  /// @param precision of the local clock, seconds: differences below it mean nothing
  static void fill(SampleStore store, int from, int to, double precision, double[] weight) {
    for (int i = from; i < to; i++) {
      weight[i] = distance(store.get(i));
    }
    double[] sorted = Arrays.copyOfRange(weight, from, to);
    Arrays.sort(sorted);
    double smallest = sorted[0];
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    double deviation =
        Math.max(precision, Math.min((median - smallest) / DEVIATION_TO_MEDIAN, smallest));
    for (int i = from; i < to; i++) {
      double excess = Math.max(0, weight[i] - smallest - precision) / deviation;
      weight[i] = (1 + excess) * (1 + excess);
    }
  }

  private static double distance(Sample sample) {
    return sample.delay() / 2 + sample.dispersion();
  }
}
