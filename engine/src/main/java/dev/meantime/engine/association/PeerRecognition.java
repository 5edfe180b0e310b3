// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import java.util.Optional;

/// Whether a packet comes from the peer, and whether it answers our last one: tests 1, 2 and 5.
/// Confined to the association's loop.
final class PeerRecognition {

  private final PacketAuthenticator authenticator;
  private final PeerClock clock;
  private final Measurer measurer;
  private final boolean interleaved;

  /// @param interleaved whether answers may be in interleaved mode
  PeerRecognition(
      PacketAuthenticator authenticator, PeerClock clock, Measurer measurer, boolean interleaved) {
    this.authenticator = authenticator;
    this.clock = clock;
    this.measurer = measurer;
    this.interleaved = interleaved;
  }

  /// Tests 1 and 5.
  ///
  /// @param data the datagram that the packet was decoded from
  /// @return what it fails; empty when the peer sent it, answer or not
  Optional<Rejection> stranger(NtpPacket packet, byte[] data, int macOffset) {
    if (packet.mode() != Mode.SYMMETRIC_ACTIVE && packet.mode() != Mode.SYMMETRIC_PASSIVE) {
      return Optional.of(Rejection.WRONG_MODE);
    }
    if (!packet.transmit().isZero() && packet.transmit().equals(clock.lastTransmit())) {
      return Optional.of(Rejection.REFLECTED);
    }
    if (measurer.last().filter(last -> isSame(last, packet)).isPresent()) {
      return Optional.of(Rejection.DUPLICATE);
    }
    Verdict verdict = authenticator.verify(data, data.length, macOffset);
    return verdict == Verdict.AUTHENTIC ? Optional.empty() : Optional.of(Rejection.of(verdict));
  }

  private static boolean isSame(Exchange last, NtpPacket packet) {
    return last.times().receive().equals(packet.receive())
        && last.times().transmit().equals(packet.transmit());
  }

  /// Test 2: it names our last packet.
  boolean isAnswer(NtpPacket packet) {
    return isBasic(packet) || isInterleaved(packet);
  }

  private boolean isBasic(NtpPacket packet) {
    return !packet.origin().isZero() && packet.origin().equals(clock.lastTransmit());
  }

  /// Whether it names it by its receive timestamp.
  boolean isInterleaved(NtpPacket packet) {
    return interleaved
        && !packet.origin().isZero()
        && packet.origin().equals(clock.lastReceive())
        && !isBasic(packet);
  }
}
