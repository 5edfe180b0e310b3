// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.util.random.RandomGenerator;

/// How wrong the readings of a reference clock are, in seconds.
///
/// @param late by how much an event is stamped too late, always
/// @param jitter standard deviation of what comes on top of it, normal and independent
/// @param quantum to which readings are rounded down; 0 for the nanosecond
public record ClockNoise(double late, double jitter, double quantum) {

  public static final ClockNoise NONE = new ClockNoise(0, 0, 0);

  /// Normal jitter about the truth.
  public static ClockNoise jitter(double deviation) {
    return new ClockNoise(0, deviation, 0);
  }

  /// How late the next event is stamped, seconds; early when negative.
  double next(RandomGenerator random) {
    return late + jitter * random.nextGaussian();
  }

  /// What is left of a reading of the wall clock.
  long rounded(long wallNanos) {
    long unit = Math.max(1, Math.round(quantum * 1e9));
    return Math.floorDiv(wallNanos, unit) * unit;
  }
}
