// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import dev.meantime.client.NtpResult.Cause;
import dev.meantime.client.NtpResult.Rejection;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import java.net.InetSocketAddress;
import java.time.Instant;

/// Decides what a datagram means for a query. No I/O; time comes in as an argument.
final class Judge {

  private static final double MAX_DISTANCE = 3;
  private static final double MAX_DELAY = 3;
  private static final double MAX_SERVER_TIME = 4;
  private static final double DRIFT = 15e-6;
  private static final int LOWEST_PRECISION = -32;
  private static final int UNSYNCHRONISED_STRATUM = 16;
  private static final long NANOS = 1_000_000_000L;

  private final double localPrecision;

  /// @param localPrecision of the local clock, seconds
  Judge(double localPrecision) {
    this.localPrecision = localPrecision;
  }

  /// A datagram's meaning.
  sealed interface Judgement {
    /// The query ends with this.
    record Final(NtpResult result) implements Judgement {}

    /// Not the answer. Anybody could have sent it, so the query waits on and tells this cause only
    /// if nothing better comes.
    record Ignored(Cause cause) implements Judgement {}
  }

  /// @param cookie the transmit timestamp of the request
  /// @param sentNanos when it left, nanoseconds since the Unix epoch by the local clock
  /// @param elapsedNanos from then until the datagram arrived, by a clock that cannot jump
  Judgement judge(
      NtpServer server,
      InetSocketAddress from,
      PacketAuthenticator authenticator,
      long cookie,
      byte[] data,
      int length,
      long sentNanos,
      long elapsedNanos) {
    return switch (PacketCodec.decode(data, length)) {
      case Decoded.Malformed(Decoded.Reason reason) ->
          new Judgement.Ignored(Cause.Malformed.of(reason));
      case Decoded.Packet(NtpPacket packet, int macOffset) -> {
        if (packet.mode() != Mode.SERVER) {
          yield new Judgement.Ignored(new Cause.Malformed("a packet that is not a server's"));
        }
        if (packet.origin().bits() != cookie) {
          yield new Judgement.Ignored(new Cause.BadOrigin());
        }
        PacketAuthenticator.Verdict verdict = authenticator.verify(data, length, macOffset);
        if (verdict != PacketAuthenticator.Verdict.AUTHENTIC) {
          yield new Judgement.Ignored(new Cause.NotAuthentic(verdict));
        }
        yield new Judgement.Final(result(server, from, packet, sentNanos, elapsedNanos));
      }
    };
  }

  private NtpResult result(
      NtpServer server,
      InetSocketAddress from,
      NtpPacket packet,
      long sentNanos,
      long elapsedNanos) {
    if (packet.stratum() == 0
        && packet.leap() == LeapIndicator.UNSYNCHRONISED
        && packet.referenceId().bits() != 0) {
      return new NtpResult.Failure(server, new Cause.KissOfDeath(packet.referenceId()));
    }
    if (packet.receive().isZero() || packet.transmit().isZero()) {
      return new NtpResult.Failure(server, new Cause.MissingTimestamps());
    }
    NtpMeasurement measurement = measure(from, packet, sentNanos, elapsedNanos);
    if (packet.leap() == LeapIndicator.UNSYNCHRONISED
        || packet.stratum() == 0
        || packet.stratum() >= UNSYNCHRONISED_STRATUM) {
      return new NtpResult.Rejected(server, measurement, new Rejection.Unsynchronised());
    }
    double serverTime = measurement.serverTime();
    if (serverTime < 0 || serverTime > MAX_SERVER_TIME) {
      return new NtpResult.Rejected(
          server, measurement, new Rejection.ImplausibleServerTime(serverTime));
    }
    if (measurement.delay() > MAX_DELAY) {
      return new NtpResult.Rejected(
          server, measurement, new Rejection.TooSlow(measurement.delay(), MAX_DELAY));
    }
    double distance = measurement.rootDistance();
    if (distance > MAX_DISTANCE) {
      return new NtpResult.Rejected(
          server, measurement, new Rejection.TooFar(distance, MAX_DISTANCE));
    }
    return new NtpResult.Success(server, measurement);
  }

  private NtpMeasurement measure(
      InetSocketAddress from, NtpPacket packet, long sentNanos, long elapsedNanos) {
    NtpTimestamp origin = NtpTimestamp.ofEpochNanos(sentNanos);
    double there = packet.receive().secondsSince(origin);
    double elapsed = elapsedNanos * 1e-9;
    double serverTime = packet.transmit().secondsSince(packet.receive());
    double serverPrecision = Math.scalb(1.0, Math.max(LOWEST_PRECISION, packet.precision()));
    double precision = localPrecision + serverPrecision;
    double delay = Math.max(elapsed - serverTime, precision);
    // T2 − T1 and T3 − T4, each with one difference across the two clocks, which alone may be
    // large.
    double offset = there - (elapsed - serverTime) / 2;
    double distance = packet.rootDelay().toSeconds() / 2 + packet.rootDispersion().toSeconds();
    double error = delay / 2 + distance + precision + DRIFT * elapsed;
    return new NtpMeasurement(
        from,
        packet,
        instant(sentNanos),
        instant(packet.receive().toEpochNanos(sentNanos)),
        instant(packet.transmit().toEpochNanos(sentNanos)),
        instant(sentNanos + elapsedNanos),
        offset,
        delay,
        error);
  }

  private static Instant instant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS));
  }
}
