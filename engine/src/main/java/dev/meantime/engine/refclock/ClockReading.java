// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

/// What was read off a device. Clock readings are nanoseconds since the Unix epoch.
public sealed interface ClockReading {

  /// The wall clock at the event.
  long wallNanos();

  /// The cooked clock at the event.
  long cookedNanos();

  /// The full time.
  ///
  /// @param referenceNanos what the reference clock showed at the event
  /// @param leap the leap indicator as in an NTP packet: 0 to 2 are of use
  /// @param uncertainty bound of the error of the reading itself, seconds
  record Time(long wallNanos, long cookedNanos, long referenceNanos, int leap, double uncertainty)
      implements ClockReading {}

  /// The beginning of some second.
  ///
  /// @param ahead by how much the wall clock was past the second that the pulse marks, seconds; any
  ///   whole number of pulses may be added to it
  record Pulse(long wallNanos, long cookedNanos, double ahead) implements ClockReading {

    /// A pulse that the wall clock stamped.
    public static Pulse at(long wallNanos, long cookedNanos) {
      return new Pulse(wallNanos, cookedNanos, Math.floorMod(wallNanos, 1_000_000_000L) * 1e-9);
    }
  }
}
