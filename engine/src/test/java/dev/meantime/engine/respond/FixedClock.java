// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.wire.NtpTimestamp;

/// A clock that tells the wall clock's time and a fixed rest, as a server two hops from a receiver.
/// The header's bounds are the fine ones rounded up.
record FixedClock(double offset) implements ServedClock {

  static final int STRATUM = 3;
  static final int ROOT_DELAY = 0x0000_0800;
  static final int ROOT_DISPERSION = 0x0000_0123;
  static final int FINE_ROOT_DELAY = 0x007f_f001;
  static final int FINE_ROOT_DISPERSION = 0x0012_2fed;
  static final MonotonicScale SCALE = new MonotonicScale(0, 0);
  static final int REFERENCE_ID = 0x0a00_0001;
  static final long REFERENCE = NtpTimestamp.bitsOfEpochNanos(1_699_999_990_000_000_000L);

  @Override
  public long servedNanos(long wallNanos) {
    return wallNanos + Math.round(offset * 1e9);
  }

  @Override
  public long evenNanos(long wallNanos) {
    return servedNanos(wallNanos);
  }

  @Override
  public void describe(long wallNanos, ServedHeader out) {
    out.set(
        0,
        STRATUM,
        FINE_ROOT_DELAY * 0x1p-28,
        FINE_ROOT_DISPERSION * 0x1p-28,
        REFERENCE_ID,
        REFERENCE);
  }
}
