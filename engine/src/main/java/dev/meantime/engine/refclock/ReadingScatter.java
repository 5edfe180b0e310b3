// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

/// How much the readings of a clock scatter from one to the next, over the last fifty or so: half
/// of the mean square difference of neighbours is the variance of one, whatever the drift between
/// them. Confined to the reference clock.
final class ReadingScatter {

  private static final double MEMORY = 50;

  private double variance;
  private double count;

  void add(double difference) {
    count = Math.min(count + 1, MEMORY);
    variance += (difference * difference / 2 - variance) / count;
  }

  /// Standard deviation, seconds; 0 before the first difference.
  double deviation() {
    return Math.sqrt(variance);
  }
}
