// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// A segment of shared memory in which another program, such as gpsd, leaves one sample at a time
/// (ntpd's SHM driver). Owned by the loop.
public interface SharedMemoryClock extends AutoCloseable {

  /// What the segment held.
  sealed interface Poll {

    /// Nothing new since the last poll.
    record Nothing() implements Poll {}

    /// A sample that cannot be used.
    ///
    /// @param reason for a person, without a full stop
    record Unusable(String reason) implements Poll {}

    /// A sample.
    ///
    /// @param clockNanos what the reference clock showed, nanoseconds since the Unix epoch
    /// @param wallNanos what the wall clock showed at the same moment
    /// @param leap the leap indicator as in an NTP packet, 0 to 3; others are the writer's mistake
    /// @param precision log2 seconds, by the writer's word
    record Reading(long clockNanos, long wallNanos, int leap, int precision) implements Poll {}
  }

  /// Takes the sample out of the segment.
  Poll poll();

  /// Detaches the segment, which stays for the writer. Closing twice does nothing.
  @Override
  void close();
}
