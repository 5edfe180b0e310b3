// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.respond.MonotonicScale;
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
  static final int FINE_ROOT_DELAY = 0x003f_f123;
  static final int ROOT_DISPERSION = 0x0000_0100;
  static final MonotonicScale SCALE = new MonotonicScale(0, 0);
  static final long REFERENCE = 0x0123_4567_89ab_cdefL;

  ScriptedServedClock() {
    this(3, 0, 0, 0);
  }

  @Override
  public long servedNanos(long wallNanos) {
    return wallNanos + smoothing;
  }

  @Override
  public long evenNanos(long wallNanos) {
    return wallNanos;
  }

  @Override
  public void describe(long wallNanos, ServedHeader out) {
    out.set(
        leap,
        stratum,
        FINE_ROOT_DELAY * 0x1p-28,
        ROOT_DISPERSION * 0x1p-16,
        referenceId,
        REFERENCE);
  }
}
