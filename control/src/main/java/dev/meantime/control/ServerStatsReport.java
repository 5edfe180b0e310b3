// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What the server has done since its start (reply 25).
///
/// @param ntp requests for the time
/// @param keyEstablishment connections of NTS-KE
/// @param commands command packets
/// @param logDrops records of clients that gave way to new ones
/// @param authenticated requests that were authenticated
/// @param interleaved requests in interleaved mode
/// @param timestamps kept for interleaved mode now
/// @param timestampSpanSeconds from the oldest to the newest of these
/// @param daemon timestamps that the daemon itself took
/// @param kernel timestamps that the kernel took
/// @param hardware timestamps that the network interface took
public record ServerStatsReport(
    Traffic ntp,
    Traffic keyEstablishment,
    Traffic commands,
    long logDrops,
    long authenticated,
    long interleaved,
    long timestamps,
    long timestampSpanSeconds,
    Timestamps daemon,
    Timestamps kernel,
    Timestamps hardware)
    implements ControlReply {

  /// Nothing yet.
  public static final ServerStatsReport NONE =
      new ServerStatsReport(
          Traffic.NONE,
          Traffic.NONE,
          Traffic.NONE,
          0,
          0,
          0,
          0,
          0,
          Timestamps.NONE,
          Timestamps.NONE,
          Timestamps.NONE);

  /// What came for one service.
  ///
  /// @param hits all that came
  /// @param drops those of them that were not answered because of a rate limit
  public record Traffic(long hits, long drops) {
    public static final Traffic NONE = new Traffic(0, 0);
  }

  /// How many packets have their timestamp from one place.
  public record Timestamps(long received, long transmitted) {
    public static final Timestamps NONE = new Timestamps(0, 0);

    /// A daemon before chrony 4.4 does not tell.
    public static final Timestamps UNKNOWN = new Timestamps(-1, -1);

    public boolean isKnown() {
      return received >= 0;
    }
  }
}
