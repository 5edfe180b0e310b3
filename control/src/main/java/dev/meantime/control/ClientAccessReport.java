// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What is remembered of one client.
///
/// @param ntp its requests for the time
/// @param keyEstablishment its connections of NTS-KE
/// @param commands its command packets
/// @param limitedInterval log2 of the seconds between its requests for the time after one that was
///   dropped; {@link #UNKNOWN_INTERVAL} when not known
public record ClientAccessReport(
    ControlAddress address, Use ntp, Use keyEstablishment, Use commands, int limitedInterval) {

  public static final int UNKNOWN_INTERVAL = 127;

  /// How a client used one service.
  ///
  /// @param hits how often it came
  /// @param drops how often it was not answered because of a rate limit
  /// @param interval log2 of the seconds between two requests on average, −128 to 126; {@link
  ///   #UNKNOWN_INTERVAL} when not known
  /// @param lastHitAgo seconds since the last; {@link SourceReport#NEVER} without one
  public record Use(long hits, long drops, int interval, long lastHitAgo) {

    /// Not at all.
    public static final Use NONE = new Use(0, 0, UNKNOWN_INTERVAL, SourceReport.NEVER);
  }

  /// Whether it used any service so often.
  public boolean hasHits(long atLeast) {
    return ntp.hits >= atLeast || keyEstablishment.hits >= atLeast || commands.hits >= atLeast;
  }
}
