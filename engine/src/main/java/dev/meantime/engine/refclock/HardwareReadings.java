// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import java.util.List;
import java.util.Optional;

/// Several readings of a hardware clock taken in quick succession, each between two readings of the
/// wall clock. The less time one took, the less can be wrong with it: only the quickest count.
public final class HardwareReadings {

  /// How much longer than the quickest a reading may have taken to count as well.
  private static final double TOLERANCE = 0.05;

  private HardwareReadings() {}

  /// One reading. All in nanoseconds since the Unix epoch.
  public record Reading(long beforeNanos, long clockNanos, long afterNanos) {
    long delay() {
      return afterNanos - beforeNanos;
    }

    double offset() {
      return (clockNanos - beforeNanos) - delay() / 2.0;
    }
  }

  /// What they come to.
  ///
  /// @param wallNanos the wall clock
  /// @param clockNanos the hardware clock at that moment
  /// @param uncertainty bound of the error of their difference, seconds
  public record Result(long wallNanos, long clockNanos, double uncertainty) {}

  /// Combines the quickest. Empty if there is none that did not take negative time.
  ///
  /// @param precision of the local clock, seconds
  public static Optional<Result> combine(List<Reading> readings, double precision) {
    List<Reading> sane = readings.stream().filter(r -> r.delay() >= 0).toList();
    if (sane.isEmpty()) {
      return Optional.empty();
    }
    long quickest = sane.stream().mapToLong(Reading::delay).min().orElseThrow();
    double limit = quickest + Math.max(precision * 1e9, TOLERANCE * quickest);
    List<Reading> chosen = sane.stream().filter(r -> r.delay() <= limit).toList();
    double offset = chosen.stream().mapToDouble(Reading::offset).average().orElseThrow();
    double delay = chosen.stream().mapToLong(Reading::delay).average().orElseThrow();
    Reading last = chosen.getLast();
    long wallNanos = last.beforeNanos() + last.delay() / 2;
    return Optional.of(new Result(wallNanos, wallNanos + Math.round(offset), delay / 2 * 1e-9));
  }
}
