// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// How right the clock is, in the kernel's words.
///
/// @param synchronised whether STA_UNSYNC is clear; while it is, the kernel also copies the time to
///   the RTC
/// @param maximumError bound of the clock's error, seconds; the kernel grows it by 500 ppm by
///   itself, and everyone who asks the kernel (timedatectl, node_exporter) believes the clock
///   unsynchronised from 16 s on
/// @param estimatedError expected error, seconds
/// @param leap what the kernel does at the end of the UTC day
public record KernelClockStatus(
    boolean synchronised, double maximumError, double estimatedError, LeapSecond leap) {

  /// The leap second armed in the kernel.
  public enum LeapSecond {
    NONE,
    INSERT,
    DELETE
  }
}
