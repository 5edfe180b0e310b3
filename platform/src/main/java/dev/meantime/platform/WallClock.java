// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// The system's idea of UTC, as it stands: uncorrected by what is still to be slewed. May jump.
public interface WallClock {

  /// Nanoseconds since the Unix epoch.
  long nowNanos();

  /// Sets the clock forward by `seconds` (back when negative) in one jump.
  ///
  /// @throws ClockException when the system refuses; the clock is unchanged then
  void step(double seconds) throws ClockException;
}
