// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// The options of a `server` or `pool` line that concern the exchange of packets.
///
/// @param minPoll log2 s, −7 to 24
/// @param maxPoll log2 s, `minPoll` to 24
/// @param iburst ask four times at 2 s when it comes online
/// @param burst ask up to four times at each poll
/// @param online whether to ask at all from the start
/// @param autoOffline go offline when sending fails
/// @param maxDelay test A: largest round trip, seconds
/// @param maxDelayRatio test B: largest multiple of the smallest round trip; below 1 for none
/// @param maxDelayDevRatio test C: largest multiple of the offset's standard deviation
/// @param maxDelayQuantile instead of test C: the quantile of the delay that may not be exceeded,
///   0.05 to 0.95; 0 for none
/// @param minDelay fixed smallest round trip, seconds; 0 to measure it
/// @param offsetCorrection `offset`: added to every measured offset, seconds
/// @param filter combine so many polls into one sample; 0 for none
/// @param pollTarget how many samples the poll interval aims to keep
/// @param presendPoll from this poll on, send an extra packet 2 s ahead; 100 for never
/// @param minStratum raise the source's stratum to at least this
/// @param version NTP version of requests, 1 to 4; 0 to choose by the key
/// @param copy take over stratum and reference ID of the source as ours
/// @param maxClockError how fast a clock may wander, s/s
public record AssociationOptions(
    int minPoll,
    int maxPoll,
    boolean iburst,
    boolean burst,
    boolean online,
    boolean autoOffline,
    double maxDelay,
    double maxDelayRatio,
    double maxDelayDevRatio,
    double maxDelayQuantile,
    double minDelay,
    double offsetCorrection,
    int filter,
    int pollTarget,
    int presendPoll,
    int minStratum,
    int version,
    boolean copy,
    double maxClockError) {

  /// chrony's defaults.
  public static final AssociationOptions DEFAULT =
      new AssociationOptions(
          6, 10, false, false, true, false, 3, 0, 10, 0, 0, 0, 0, 8, 100, 0, 0, false, 1e-6);
}
