// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.client.NtpServer;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.ReferenceId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;

/// Answers of a query made by hand: of a stratum 2 server behind a stratum 1 one, root delay 15.6
/// ms, root dispersion 0.98 ms, set 100 s before it answered on 2026-01-02 03:04:05 UTC.
final class Answers {

  static final long RECEIVED_NANOS = 1_767_323_045_000_000_000L;

  private Answers() {}

  static NtpServer server(String address) {
    try {
      return NtpServer.of(new InetSocketAddress(InetAddress.getByName(address), 123));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static NtpPacket packet() {
    return packet(LeapIndicator.NONE, 2, new ReferenceId(0xC0000201));
  }

  static NtpPacket packet(LeapIndicator leap, int stratum, ReferenceId id) {
    return new NtpPacket(
        leap,
        4,
        Mode.SERVER,
        stratum,
        6,
        -24,
        NtpShort.ofSeconds(0x1p-6),
        NtpShort.ofSeconds(0x1p-10),
        id,
        NtpTimestamp.ofEpochNanos(RECEIVED_NANOS - 100_000_000_000L),
        NtpTimestamp.ofEpochNanos(RECEIVED_NANOS - 10_000_000L),
        NtpTimestamp.ofEpochNanos(RECEIVED_NANOS),
        NtpTimestamp.ofEpochNanos(RECEIVED_NANOS + 1000),
        List.of(),
        new MacField.None());
  }

  static NtpMeasurement measurement(
      NtpServer server, NtpPacket packet, double offset, double delay, double error) {
    return new NtpMeasurement(
        new InetSocketAddress(server.address().orElseThrow(), server.port()),
        packet,
        instant(-10_000_000),
        instant(0),
        instant(1000),
        instant(12_000_000),
        offset,
        delay,
        error);
  }

  static NtpResult usable(String address, double offset, double delay, double error) {
    NtpServer server = server(address);
    return new NtpResult.Success(server, measurement(server, packet(), offset, delay, error));
  }

  static NtpResult rejected(
      String address, NtpPacket packet, double delay, NtpResult.Rejection reason) {
    NtpServer server = server(address);
    return new NtpResult.Rejected(server, measurement(server, packet, 0.5, delay, 0.25), reason);
  }

  static NtpResult failed(String address, NtpResult.Cause cause) {
    return new NtpResult.Failure(server(address), cause);
  }

  static NtpResult kiss(String address, String code) {
    return failed(address, new NtpResult.Cause.KissOfDeath(ReferenceId.ofText(code)));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(RECEIVED_NANOS / 1_000_000_000).plusNanos(nanos);
  }
}
