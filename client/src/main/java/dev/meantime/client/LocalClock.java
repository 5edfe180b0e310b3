// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import java.time.Instant;

/// The system's clock in nanoseconds.
final class LocalClock {

  /// What a reading is good for, seconds: nanoseconds are counted, a reading costs some tens of
  /// them.
  static final double PRECISION = 1e-7;

  private LocalClock() {}

  static long epochNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
