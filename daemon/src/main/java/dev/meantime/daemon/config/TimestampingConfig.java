// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.List;

/// Where the timestamps of packets come from beside the kernel.
///
/// @param hardware `hwtimestamp`, in the order of the file
/// @param transmitBuffers `maxtxbuffers`: how many sent packets are kept to find their timestamps
///   by number, 0 to 2^20; 0 to find them by content
/// @param hardwareTimeout `hwtstimeout`: how many seconds a valid response may wait for the
///   hardware's timestamp of its request
public record TimestampingConfig(
    List<HardwareTimestamping> hardware, int transmitBuffers, double hardwareTimeout) {

  public static final TimestampingConfig DEFAULT = new TimestampingConfig(List.of(), 0, 0.001);

  public TimestampingConfig {
    hardware = List.copyOf(hardware);
  }

  /// How many seconds an answer waits for the hardware's timestamp of its request; 0 where there is
  /// none to wait for.
  public double patience() {
    return hardware.isEmpty() ? 0 : hardwareTimeout;
  }
}
