// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.util.Optional;

/// What `chronyc ntpdata` says of one source of a daemon.
///
/// @param stratum of the source
/// @param offset of its last sample, seconds
/// @param delay round trip of its last sample, seconds
/// @param tests ten digits, of which each is 1 where the last packet passed
/// @param interleaved whether the last packet was in interleaved mode
/// @param authenticated whether the last packet was sealed by the source's key
/// @param valid packets that were answers to our requests so far
/// @param good samples so far
record NtpData(
    int stratum,
    double offset,
    double delay,
    String tests,
    boolean interleaved,
    boolean authenticated,
    long valid,
    long good) {

  private static final int FIELDS = 34;

  /// What a server that foresees when its answer leaves may be mistaken by on a busy machine.
  private static final double FORESIGHT = 1e-4;

  /// Empty as long as the daemon does not know the source.
  static Optional<NtpData> of(ServerUnderTest daemon, String source) {
    String[] fields = daemon.chronyc("-c", "ntpdata", source).output().split(",", -1);
    if (fields.length < FIELDS) {
      return Optional.empty();
    }
    return Optional.of(
        new NtpData(
            Integer.parseInt(fields[8]),
            Double.parseDouble(fields[18]),
            Double.parseDouble(fields[19]),
            fields[23] + fields[24] + fields[25],
            isYes(fields[26]),
            isYes(fields[27]),
            Long.parseLong(fields[32]),
            Long.parseLong(fields[33])));
  }

  /// Whether the sample is right, its source being on the same clock: however long a packet was on
  /// its way, the error of the measurement is at most half of the round trip.
  boolean isTrue() {
    return Math.abs(offset) <= delay / 2 + FORESIGHT;
  }

  private static boolean isYes(String field) {
    return field.equals("1") || field.equals("Yes");
  }
}
