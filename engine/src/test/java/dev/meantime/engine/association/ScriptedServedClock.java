// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.respond.ServedClock;
import dev.meantime.engine.respond.ServedHeader;

/// Tells the wall clock's own time, and what the test wants of the rest.
///
/// @param leap two bits
/// @param stratum as it is sent
/// @param referenceId 32 bits
/// @param smoothing nanoseconds added to every reading
record ScriptedServedClock(int leap, int stratum, int referenceId, long smoothing)
    implements ServedClock {

  static final int ROOT_DELAY = 0x0000_0400;
  static final int ROOT_DISPERSION = 0x0000_0100;
  static final long REFERENCE = 0x0123_4567_89ab_cdefL;

  ScriptedServedClock() {
    this(3, 0, 0, 0);
  }

  @Override
  public long servedNanos(long wallNanos) {
    return wallNanos + smoothing;
  }

  @Override
  public void describe(long wallNanos, ServedHeader out) {
    out.set(leap, stratum, ROOT_DELAY, ROOT_DISPERSION, referenceId, REFERENCE);
  }
}
