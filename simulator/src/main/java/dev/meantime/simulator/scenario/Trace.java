// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.Arrays;

/// A run reduced to columns of equal duration for a plot: the range of the true offset in each, and
/// the range of the bound that the daemon claimed. Confined to its run while it is being filled.
public final class Trace {

  private final double limit;
  private final double[] lowest;
  private final double[] highest;
  private final double[] leastBound;
  private final double[] largestBound;
  private final boolean[] unsynchronised;

  /// @param limit seconds of the run
  Trace(double limit, int columns) {
    this.limit = limit;
    lowest = filled(columns, Double.POSITIVE_INFINITY);
    highest = filled(columns, Double.NEGATIVE_INFINITY);
    leastBound = filled(columns, Double.POSITIVE_INFINITY);
    largestBound = filled(columns, Double.NEGATIVE_INFINITY);
    unsynchronised = new boolean[columns];
  }

  private static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  /// @param bound NaN while nothing is claimed
  void add(double seconds, double offset, double bound) {
    int column = Math.clamp((int) (seconds / limit * lowest.length), 0, lowest.length - 1);
    lowest[column] = Math.min(lowest[column], offset);
    highest[column] = Math.max(highest[column], offset);
    if (Double.isNaN(bound)) {
      unsynchronised[column] = true;
    } else {
      leastBound[column] = Math.min(leastBound[column], bound);
      largestBound[column] = Math.max(largestBound[column], bound);
    }
  }

  public int columns() {
    return lowest.length;
  }

  /// Seconds of the whole.
  public double limit() {
    return limit;
  }

  /// Whether anything was seen in this column; a short run leaves some without.
  public boolean isFilled(int column) {
    return lowest[column] <= highest[column];
  }

  /// Seconds, positive when the clock was behind.
  public double lowest(int column) {
    return lowest[column];
  }

  /// Seconds, positive when the clock was behind.
  public double highest(int column) {
    return highest[column];
  }

  /// Whether a bound was claimed at all times in this column.
  public boolean isClaimed(int column) {
    return isFilled(column) && !unsynchronised[column];
  }

  /// The least bound that was claimed from one column to the other, seconds; infinite for none.
  public double leastBound(int first, int last) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = Math.max(first, 0); i <= Math.min(last, columns() - 1); i++) {
      least = Math.min(least, leastBound[i]);
    }
    return least;
  }

  /// The largest bound that was claimed from one column to the other, seconds; negative for none.
  public double largestBound(int first, int last) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = Math.max(first, 0); i <= Math.min(last, columns() - 1); i++) {
      largest = Math.max(largest, largestBound[i]);
    }
    return largest;
  }
}
