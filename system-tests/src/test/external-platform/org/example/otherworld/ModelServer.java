// SPDX-License-Identifier: Apache-2.0
package org.example.otherworld;

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
import java.util.Optional;

/// A stratum 1 server whose clock is right.
final class ModelServer {

  private ModelServer() {}

  /// @param receivedNanos true time at which the request came
  /// @param processingNanos from then until the answer leaves
  static Optional<byte[]> answer(byte[] data, long receivedNanos, long processingNanos) {
    if (!(PacketCodec.decode(data, data.length) instanceof Decoded.Packet(NtpPacket request, int _))
        || request.mode() != Mode.CLIENT) {
      return Optional.empty();
    }
    return Optional.of(
        PacketCodec.encode(
            new NtpPacket(
                LeapIndicator.NONE,
                request.version(),
                Mode.SERVER,
                1,
                request.poll(),
                -24,
                NtpShort.ofSeconds(0),
                NtpShort.ofSeconds(20e-6),
                ReferenceId.ofText("GPS"),
                NtpTimestamp.ofEpochNanos(receivedNanos - 1_000_000_000L),
                request.transmit(),
                NtpTimestamp.ofEpochNanos(receivedNanos),
                NtpTimestamp.ofEpochNanos(receivedNanos + processingNanos),
                List.of(),
                new MacField.None())));
  }
}
