// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.ExtensionField;
import dev.meantime.wire.MonotonicRoot;
import dev.meantime.wire.NetworkCorrection;
import java.util.ArrayList;
import java.util.List;

/// The options of a source's line that concern the exchange of packets.
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
/// @param interleaved `xleave`: ask to be told when the last answer really left (RFC 9769)
/// @param monotonicRoot `extfield F323`: ask for a finer root distance, and for the source's own
///   corrections
/// @param networkCorrection `extfield 10A`: ask how long switches held the request up
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
    double maxClockError,
    boolean interleaved,
    boolean monotonicRoot,
    boolean networkCorrection) {

  private static final int NO_PRESEND = 100;

  /// chrony's defaults.
  public static final AssociationOptions DEFAULT =
      new AssociationOptions(
          6,
          10,
          false,
          false,
          true,
          false,
          3,
          0,
          10,
          0,
          0,
          0,
          0,
          8,
          NO_PRESEND,
          0,
          0,
          false,
          1e-6,
          false,
          false,
          false);

  /// The same for a source that is asked quickly at first.
  public AssociationOptions withIburst() {
    return new AssociationOptions(
        minPoll,
        maxPoll,
        true,
        burst,
        online,
        autoOffline,
        maxDelay,
        maxDelayRatio,
        maxDelayDevRatio,
        maxDelayQuantile,
        minDelay,
        offsetCorrection,
        filter,
        pollTarget,
        presendPoll,
        minStratum,
        version,
        copy,
        maxClockError,
        interleaved,
        monotonicRoot,
        networkCorrection);
  }

  /// The same for asking only when told to.
  AssociationOptions onDemand() {
    return new AssociationOptions(
        minPoll,
        maxPoll,
        false,
        false,
        false,
        false,
        maxDelay,
        maxDelayRatio,
        maxDelayDevRatio,
        maxDelayQuantile,
        minDelay,
        offsetCorrection,
        0,
        pollTarget,
        NO_PRESEND,
        minStratum,
        version,
        copy,
        maxClockError,
        false,
        false,
        false);
  }

  /// The NTP version of packets.
  ///
  /// @param suggested by the authentication
  int versionOr(int suggested) {
    if (version > 0) {
      return version;
    }
    return interleaved || monotonicRoot || networkCorrection ? 4 : suggested;
  }

  /// The empty extension fields that ask for filled ones; none below version 4.
  List<ExtensionField> requestFields(int packetVersion) {
    List<ExtensionField> fields = new ArrayList<>();
    if (monotonicRoot && packetVersion >= 4) {
      fields.add(MonotonicRoot.EMPTY.toField());
    }
    if (networkCorrection && packetVersion >= 4) {
      fields.add(NetworkCorrection.EMPTY.toField());
    }
    return List.copyOf(fields);
  }
}
