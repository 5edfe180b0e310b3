// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.Now;
import dev.meantime.engine.respond.ServedHeader;
import dev.meantime.wire.ExtensionField;
import dev.meantime.wire.FineShort;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.MonotonicRoot;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.ReferenceId;
import java.util.List;
import java.util.function.LongSupplier;

/// Writes symmetric packets: our clock's standing and its timestamps, whose bits below the
/// precision are random, and with `extfield F323` more of both. Confined to the association's loop.
final class PeerClock {

  /// With fewer random bits a timestamp might not be made to differ from another.
  private static final int FINEST_PRECISION = -28;

  /// A random source that yields nothing new this often in a row is broken.
  private static final int MAX_TRIES = 64;

  /// The first version whose packets may have extension fields.
  private static final int EXTENSIBLE = 4;

  private final AssociationOptions options;
  private final int precision;
  private final LongSupplier random;
  private final ServedHeader header = new ServedHeader();
  private NtpTimestamp lastReceive = NtpTimestamp.ZERO;
  private NtpTimestamp lastTransmit = NtpTimestamp.ZERO;

  /// @param precision of the local clock, seconds
  /// @param random 64 unpredictable bits a call
  PeerClock(AssociationOptions options, double precision, LongSupplier random) {
    this.options = options;
    this.precision = Math.clamp((int) Math.rint(Math.log(precision) / Math.log(2)), -32, 0);
    this.random = random;
  }

  /// The receive timestamp of the last packet written; zero before it.
  NtpTimestamp lastReceive() {
    return lastReceive;
  }

  /// The transmit timestamp of the last packet written; zero before it.
  NtpTimestamp lastTransmit() {
    return lastTransmit;
  }

  /// Writes the next packet. Its receive timestamp is none that was sent before, so that it can
  /// stand for this packet in an interleaved answer; its transmit timestamp is not the origin
  /// either, or the packet would be its own answer.
  ///
  /// @param version NTP version
  /// @param poll log2 s
  /// @param origin what the peer's last packet is known by; zero for none
  /// @param receivedNanos when that arrived, cooked; 0 for none
  /// @param transmitNanos when this packet leaves or, interleaved, the last one left; cooked
  NtpPacket write(
      Now now,
      OwnClock own,
      int version,
      int poll,
      NtpTimestamp origin,
      long receivedNanos,
      long transmitNanos) {
    own.served().describe(now.wallNanos(), header);
    long toldMore = own.served().servedNanos(now.wallNanos()) - own.cookedNanos();
    NtpTimestamp receive =
        receivedNanos == 0
            ? NtpTimestamp.ZERO
            : distinct(receivedNanos + toldMore, List.of(origin, lastReceive));
    NtpTimestamp transmit =
        distinct(transmitNanos + toldMore, List.of(receive, origin, lastTransmit));
    lastReceive = receive;
    lastTransmit = transmit;
    return new NtpPacket(
        LeapIndicator.of(header.leap()),
        version,
        Mode.SYMMETRIC_ACTIVE,
        header.stratum(),
        poll,
        precision,
        new NtpShort(header.rootDelay()),
        new NtpShort(header.rootDispersion()),
        new ReferenceId(header.referenceId()),
        new NtpTimestamp(header.referenceTimestamp()),
        origin,
        receive,
        transmit,
        extensionFields(now, own, version, receive),
        new MacField.None());
  }

  /// A symmetric packet answers and asks at once: its field is filled, and what the peer's holds is
  /// read.
  private List<ExtensionField> extensionFields(
      Now now, OwnClock own, int version, NtpTimestamp receive) {
    if (!options.monotonicRoot() || version < EXTENSIBLE) {
      return List.of();
    }
    long ahead =
        own.monotonic().ofEvenNanos(own.served().evenNanos(now.wallNanos()))
            - own.served().servedNanos(now.wallNanos());
    return List.of(
        new MonotonicRoot(
                new FineShort(header.fineRootDelay()),
                new FineShort(header.fineRootDispersion()),
                // With the random bits of the header's, so that the two differ by corrections
                // alone.
                receive.isZero() ? receive : receive.plusNanos(ahead),
                own.monotonic().epoch())
            .toField());
  }

  private NtpTimestamp distinct(long nanos, List<NtpTimestamp> taken) {
    NtpTimestamp exact = NtpTimestamp.ofEpochNanos(nanos);
    for (int i = 0; i < MAX_TRIES; i++) {
      NtpTimestamp told =
          exact.withRandomBelow(Math.max(precision, FINEST_PRECISION), random.getAsLong());
      if (!told.isZero() && !taken.contains(told)) {
        return told;
      }
    }
    throw new IllegalStateException("the random source repeats itself");
  }

  /// Forgets what was sent: no answer to it counts any more.
  void reset() {
    lastReceive = NtpTimestamp.ZERO;
    lastTransmit = NtpTimestamp.ZERO;
  }
}
