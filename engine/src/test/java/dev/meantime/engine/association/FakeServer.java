// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.Decoded;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.util.List;

/// A server as a pure function from a request and two readings of its clock to an answer.
record FakeServer(
    LeapIndicator leap,
    int stratum,
    int precision,
    double rootDelay,
    double rootDispersion,
    ReferenceId referenceId,
    NtpTimestamp reference,
    Mode mode) {

  static final FakeServer GOOD =
      new FakeServer(
          LeapIndicator.NONE,
          2,
          -24,
          0.010,
          0.002,
          ReferenceId.ofText("GPS"),
          new NtpTimestamp(0x0123456789abcdefL),
          Mode.SERVER);

  static final FakeServer UNSYNCHRONISED =
      new FakeServer(
          LeapIndicator.UNSYNCHRONISED,
          16,
          -24,
          0,
          0,
          ReferenceId.NONE,
          NtpTimestamp.ZERO,
          Mode.SERVER);

  static FakeServer kissing(String code) {
    return new FakeServer(
        LeapIndicator.UNSYNCHRONISED,
        0,
        -24,
        0,
        0,
        ReferenceId.ofText(code),
        NtpTimestamp.ZERO,
        Mode.SERVER);
  }

  FakeServer withStratum(int stratum) {
    return new FakeServer(
        leap, stratum, precision, rootDelay, rootDispersion, referenceId, reference, mode);
  }

  FakeServer withMode(Mode mode) {
    return new FakeServer(
        leap, stratum, precision, rootDelay, rootDispersion, referenceId, reference, mode);
  }

  FakeServer withRoot(double delay, double dispersion) {
    return new FakeServer(
        leap, stratum, precision, delay, dispersion, referenceId, reference, mode);
  }

  FakeServer withReference(ReferenceId id, NtpTimestamp time) {
    return new FakeServer(leap, stratum, precision, rootDelay, rootDispersion, id, time, mode);
  }

  byte[] answer(byte[] request, long receiveNanos, long transmitNanos) {
    return PacketCodec.encode(
        reply(
            request,
            NtpTimestamp.ofEpochNanos(receiveNanos),
            NtpTimestamp.ofEpochNanos(transmitNanos)));
  }

  NtpPacket reply(byte[] request, NtpTimestamp receive, NtpTimestamp transmit) {
    NtpPacket question = parse(request);
    return new NtpPacket(
        leap,
        question.version(),
        mode,
        stratum,
        question.poll(),
        precision,
        NtpShort.ofSeconds(rootDelay),
        NtpShort.ofSeconds(rootDispersion),
        referenceId,
        reference,
        question.transmit(),
        receive,
        transmit,
        List.of(),
        new MacField.None());
  }

  static NtpPacket parse(byte[] data) {
    return switch (PacketCodec.decode(data, data.length)) {
      case Decoded.Packet(NtpPacket packet, int macOffset) -> packet;
      case Decoded.Malformed(Decoded.Reason reason) -> throw new AssertionError(reason);
    };
  }
}
