// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.Arrays;

/// The true error of the clock against the bound that the daemon claimed, at regular looks.
/// Confined to its world.
final class ErrorHistory {

  private final double interval;
  private double[] errors = new double[1024];
  private double[] bounds = new double[1024];
  private int size;
  private int claimed;
  private int broken;
  private double worstShare;

  /// @param interval true seconds between two looks
  ErrorHistory(double interval) {
    this.interval = interval;
  }

  /// @param offset the truth, seconds
  /// @param bound seconds; NaN without a claim
  void add(double offset, double bound) {
    if (size == errors.length) {
      errors = Arrays.copyOf(errors, 2 * size);
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    double error = Math.abs(offset);
    errors[size] = error;
    bounds[size] = bound;
    size++;
    if (!Double.isNaN(bound)) {
      claimed++;
      worstShare = Math.max(worstShare, error / bound);
      if (error > bound) {
        broken++;
      }
    }
  }

  /// True seconds of the newest look since the first.
  double elapsed() {
    return Math.max(0, size - 1) * interval;
  }

  /// Looks at which a bound was claimed.
  int claimed() {
    return claimed;
  }

  /// Those of them at which the true error exceeded it.
  int broken() {
    return broken;
  }

  /// The largest true error as a share of the bound claimed at that moment; above 1 when broken.
  double worstShare() {
    return worstShare;
  }

  /// The largest true error within these seconds since the start, `to` excluded; NaN without a look
  /// among them.
  double largestError(double from, double to) {
    double largest = Double.NaN;
    for (int i = first(from); i < size && i * interval < to; i++) {
      largest = Double.isNaN(largest) ? errors[i] : Math.max(largest, errors[i]);
    }
    return largest;
  }

  /// The smallest bound claimed within these seconds since the start, `to` excluded; NaN without a
  /// claim among them.
  double smallestBound(double from, double to) {
    double smallest = Double.NaN;
    for (int i = first(from); i < size && i * interval < to; i++) {
      if (!Double.isNaN(bounds[i])) {
        smallest = Double.isNaN(smallest) ? bounds[i] : Math.min(smallest, bounds[i]);
      }
    }
    return smallest;
  }

  /// Root mean square of the true error from then on; NaN without a look.
  double rms(double from) {
    double sum = 0;
    int count = 0;
    for (int i = first(from); i < size; i++) {
      sum += errors[i] * errors[i];
      count++;
    }
    return count == 0 ? Double.NaN : Math.sqrt(sum / count);
  }

  /// The median of the bounds claimed from then on; NaN without a claim.
  double medianBound(double from) {
    double[] some =
        Arrays.stream(bounds, Math.min(first(from), size), size)
            .filter(bound -> !Double.isNaN(bound))
            .sorted()
            .toArray();
    return some.length == 0 ? Double.NaN : some[some.length / 2];
  }

  private int first(double from) {
    return Math.max(0, (int) Math.ceil(from / interval));
  }
}
