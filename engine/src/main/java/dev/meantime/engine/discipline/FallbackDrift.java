// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import java.util.OptionalDouble;

/// Averages of the frequency over times of 2^min to 2^max seconds (`fallbackdrift`). When no update
/// came for that long, the average over a like time is a better guess than the last value, which
/// may have been a warm afternoon's. Confined to the discipline.
final class FallbackDrift {

  private static final class Average {
    final double interval;
    double seconds;
    double frequency;

    Average(double interval) {
      this.interval = interval;
    }

    boolean isComplete() {
      return seconds >= interval;
    }

    void take(double value, double elapsed) {
      if (isComplete()) {
        frequency += (1 - Math.exp(-elapsed / interval)) * (value - frequency);
      } else {
        // Half weight: the plain mean is taken over twice the interval before it decays.
        double weight = elapsed / 2;
        frequency = (frequency * seconds + value * weight) / (seconds + weight);
        seconds += weight;
      }
    }
  }

  private final Average[] averages;
  private int applied = -1;
  private double lastElapsed;

  /// @param min log2 s; 0 for none
  /// @param max log2 s
  FallbackDrift(int min, int max) {
    averages = new Average[min > 0 ? Math.max(0, max - min + 1) : 0];
    for (int i = 0; i < averages.length; i++) {
      averages[i] = new Average(Math.scalb(1.0, min + i));
    }
  }

  /// The clock was updated.
  ///
  /// @param elapsed seconds since the update before
  void update(double frequency, double elapsed) {
    applied = -1;
    // An update after a long silence would weigh that whole time with one value.
    if (elapsed >= 1 && elapsed <= 4 * lastElapsed) {
      for (Average average : averages) {
        average.take(frequency, elapsed);
      }
    }
    lastElapsed = elapsed;
  }

  /// The frequency to fall back to, once for each average.
  ///
  /// @param elapsed seconds since the last update
  OptionalDouble due(double elapsed) {
    int longest = applied;
    for (int i = applied + 1; i < averages.length; i++) {
      if (averages[i].isComplete() && averages[i].interval <= elapsed) {
        longest = i;
      }
    }
    if (longest == applied) {
      return OptionalDouble.empty();
    }
    applied = longest;
    return OptionalDouble.of(averages[longest].frequency);
  }

  /// Seconds after the last update at which {@link #due} has something to say; infinite for never.
  double next() {
    for (int i = applied + 1; i < averages.length; i++) {
      if (averages[i].isComplete()) {
        return averages[i].interval;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
