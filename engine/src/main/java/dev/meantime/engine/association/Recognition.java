// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import java.util.Optional;

/// Whether a packet is the answer to the outstanding request: tests 1, 2, 3 and 5. Confined to the
/// association's loop.
final class Recognition {

  private final PacketAuthenticator authenticator;
  private NtpTimestamp lastReceive = NtpTimestamp.ZERO;
  private NtpTimestamp lastTransmit = NtpTimestamp.ZERO;

  Recognition(PacketAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  /// Tests 1, 2 and 5, which also a kiss of death must pass. The cheap ones come first: only who
  /// knows the cookie makes us compute.
  ///
  /// @param data the datagram that the packet was decoded from
  /// @return what it fails; empty when the source sent it for this request
  Optional<Rejection> stranger(NtpPacket packet, byte[] data, int macOffset, Request request) {
    if (packet.mode() != Mode.SERVER) {
      boolean ours = packet.mode() == Mode.CLIENT && packet.transmit().bits() == request.cookie();
      return Optional.of(ours ? Rejection.REFLECTED : Rejection.WRONG_MODE);
    }
    if (!lastReceive.isZero()
        && packet.receive().equals(lastReceive)
        && packet.transmit().equals(lastTransmit)) {
      return Optional.of(Rejection.DUPLICATE);
    }
    if (!request.isAnsweredBy(packet)) {
      return Optional.of(Rejection.WRONG_ORIGIN);
    }
    Verdict verdict = authenticator.verify(data, data.length, macOffset);
    return verdict == Verdict.AUTHENTIC ? Optional.empty() : Optional.of(Rejection.of(verdict));
  }

  /// Test 3.
  static boolean hasTimestamps(NtpPacket packet) {
    return !packet.origin().isZero() && !packet.receive().isZero() && !packet.transmit().isZero();
  }

  void onAnswer(NtpPacket packet) {
    lastReceive = packet.receive();
    lastTransmit = packet.transmit();
  }

  void reset() {
    lastReceive = NtpTimestamp.ZERO;
    lastTransmit = NtpTimestamp.ZERO;
  }
}
