// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import java.util.Optional;

/// Which broadcasts of a server count: authentic ones, each later than the last, no more often than
/// they say. Nothing in them tells that they are fresh, so what was recorded may be sent again:
/// that is older. Confined to the association's loop.
final class Broadcasts {

  private static final int MIN_POLL = 0;
  private static final int MAX_POLL = 17;

  /// Servers round the logarithm of an interval that is none of the powers of two.
  private static final double LEAST_SHARE = 0.5;

  /// Interleaved: the true departure is this near to the one that was foretold, seconds.
  private static final double MAX_SENDING = 1;

  private final PacketAuthenticator authenticator;
  private Optional<Last> last = Optional.empty();

  /// The last one that counted.
  ///
  /// @param monotonicNanos when it arrived
  /// @param used whether a sample was made of it
  record Last(
      NtpPacket packet, PacketTime received, long monotonicNanos, boolean usable, boolean used) {}

  Broadcasts(PacketAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  /// Why a packet in broadcast mode does not count; empty when it does.
  Optional<Rejection> stranger(NtpPacket packet, byte[] data, int macOffset, long monotonicNanos) {
    if (packet.transmit().isZero()) {
      return Optional.of(Rejection.NO_TIMESTAMPS);
    }
    if (packet.poll() < MIN_POLL || packet.poll() > MAX_POLL) {
      return Optional.of(Rejection.IMPLAUSIBLE_POLL);
    }
    if (last.isPresent()) {
      double later = packet.transmit().secondsSince(last.get().packet().transmit());
      if (later <= 0) {
        return Optional.of(later == 0 ? Rejection.DUPLICATE : Rejection.OUT_OF_ORDER);
      }
      double passed = (monotonicNanos - last.get().monotonicNanos()) * 1e-9;
      if (passed < LEAST_SHARE * Math.scalb(1.0, packet.poll())) {
        return Optional.of(Rejection.TOO_SOON);
      }
    }
    Verdict verdict = authenticator.verify(data, data.length, macOffset);
    return verdict == Verdict.AUTHENTIC ? Optional.empty() : Optional.of(Rejection.of(verdict));
  }

  /// The last one, if this packet tells when that really left (RFC 9769 §4).
  Optional<Last> departedBefore(NtpPacket packet) {
    NtpTimestamp origin = packet.origin();
    double nearest = Math.min(MAX_SENDING, LEAST_SHARE * Math.scalb(1.0, packet.poll()));
    return last.filter(known ->
        !origin.isZero() && Math.abs(origin.secondsSince(known.packet().transmit())) < nearest);
  }

  Optional<Last> last() {
    return last;
  }

  void remember(Last packet) {
    last = Optional.of(packet);
  }

  void onClockAdjusted(ClockAdjustment adjustment) {
    last =
        last.map(known ->
            new Last(
                known.packet(),
                known.received().adjustedBy(adjustment),
                known.monotonicNanos(),
                known.usable() && adjustment.kind() != ClockAdjustment.Kind.UNKNOWN_STEP,
                known.used()));
  }

  void reset() {
    last = Optional.empty();
  }
}
