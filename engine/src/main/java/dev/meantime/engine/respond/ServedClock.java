// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// What a server tells of its clock: an immutable snapshot, published by the loop after every
/// change and read by every responder. It goes on being true by itself: a running slew, a growing
/// dispersion, a local reference that comes into force, a smear, all are functions of the reading.
public interface ServedClock {

  /// The time that is told for a reading of the wall clock: corrected by what is still to be
  /// slewed, and smoothed or smeared where that is configured. Nanoseconds since the Unix epoch.
  long servedNanos(long wallNanos);

  /// The corrected time for a reading of the wall clock, by itself: neither smoothed nor smeared,
  /// and going on evenly over a leap second. Nanoseconds since the Unix epoch.
  long evenNanos(long wallNanos);

  /// How the clock stands at that reading of the wall clock, ready for the packet.
  void describe(long wallNanos, ServedHeader out);
}
