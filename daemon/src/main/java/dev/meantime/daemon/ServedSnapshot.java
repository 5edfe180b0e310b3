// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.respond.ServedClock;
import dev.meantime.engine.respond.ServedHeader;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;

/// PROVISIONAL until the clock branch lands.
record ServedSnapshot(ClockState state) implements ServedClock {

  @Override
  public long servedNanos(long wallNanos) {
    return wallNanos + Math.round(state.remainingCorrection() * 1e9);
  }

  @Override
  public void describe(long wallNanos, ServedHeader out) {
    if (state.isSynchronised()) {
      out.set(
          state.leap().code(),
          state.stratum(),
          NtpShort.ofSeconds(state.rootDelay()).bits(),
          NtpShort.ofSeconds(state.rootDispersionAt(servedNanos(wallNanos))).bits(),
          state.referenceId().bits(),
          NtpTimestamp.bitsOfEpochNanos(state.referenceNanos()));
    } else {
      out.set(0, 10, 0, 0, 0x7f7f0101, NtpTimestamp.bitsOfEpochNanos(wallNanos - 1_000_000_000L));
    }
  }
}
