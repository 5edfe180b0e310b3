// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import java.util.Arrays;

/// How much later than it was written a packet leaves at least: what is added to its transmit
/// timestamp. Confined to the association's loop.
final class SendDelay {

  private static final int KEPT = 8;

  /// More than this is an accident.
  private static final long MAX_NANOS = 1_000_000;

  private final long[] recent = new long[KEPT];
  private int count;

  void add(long nanos) {
    recent[count % KEPT] = Math.clamp(nanos, 0, MAX_NANOS);
    count++;
  }

  /// The least of the last few; 0 before the first.
  long nanos() {
    return Arrays.stream(recent, 0, Math.min(count, KEPT)).min().orElse(0);
  }
}
