// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.MonotonicRoot;
import dev.meantime.wire.NtpTimestamp;

/// By how much a source put its clock right between two of its packets, from what field F323 tells
/// of them. Confined to the association's loop.
final class MonotonicTrack {

  /// More than this at once is not a correction, seconds.
  private static final double MAX_CHANGE = 16;

  private NtpTimestamp lastReceive = NtpTimestamp.ZERO;
  private MonotonicRoot last = MonotonicRoot.EMPTY;

  /// A valid packet came with the field.
  ///
  /// @param receive its receive timestamp by the clock that is put right
  /// @return seconds by which the source put its clock forward since the packet before; 0 when that
  ///   cannot be told
  double onPacket(NtpTimestamp receive, MonotonicRoot field) {
    boolean comparable =
        !field.receive().isZero() && !last.receive().isZero() && field.epoch() == last.epoch();
    double change =
        comparable
            ? receive.secondsSince(lastReceive) - field.receive().secondsSince(last.receive())
            : 0;
    lastReceive = receive;
    last = field;
    return Math.abs(change) <= MAX_CHANGE ? change : 0;
  }

  void reset() {
    lastReceive = NtpTimestamp.ZERO;
    last = MonotonicRoot.EMPTY;
  }
}
