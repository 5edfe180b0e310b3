// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// A moment as the protocol carries it. Wider than nanoseconds in a `long`, so it holds whatever a
/// peer sends.
///
/// @param seconds since the Unix epoch, negative before it
/// @param nanos 0 to 999 999 999
public record Timespec(long seconds, int nanos) {

  public Timespec {
    if (nanos < 0 || nanos > 999_999_999) {
      throw new IllegalArgumentException("nanoseconds of a second: " + nanos);
    }
  }

  public static Timespec ofEpochNanos(long epochNanos) {
    return new Timespec(
        Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000));
  }
}
