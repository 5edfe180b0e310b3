// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.Locale;
import java.util.Optional;

/// One `hwtimestamp` line: timestamps of a network interface's own clock, which is compared with
/// the system clock again and again.
///
/// @param device the interface; {@link #ANY} for each that can
/// @param minPoll log2 of the shortest interval in seconds between two readings, −6 to 20
/// @param maxPoll log2 of the longest, −6 to 20
/// @param minSamples readings that are kept at least, 2 to 64
/// @param maxSamples readings that are kept at most, 2 to 64 and no fewer than `minSamples`
/// @param precision of a reading, seconds
/// @param transmitCompensation what is added to a transmit timestamp, seconds
/// @param receiveCompensation what is taken from a receive timestamp, seconds
/// @param crossTimestamps whether the system clock and the interface's may be read together
/// @param filter which packets get receive timestamps; empty for whatever suits NTP best
public record HardwareTimestamping(
    String device,
    int minPoll,
    int maxPoll,
    int minSamples,
    int maxSamples,
    double precision,
    double transmitCompensation,
    double receiveCompensation,
    boolean crossTimestamps,
    Optional<Filter> filter) {

  /// Stands for every interface.
  public static final String ANY = "*";

  /// Which packets an interface gives receive timestamps.
  public enum Filter {
    ALL,
    NTP,
    PTP,
    NONE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
