// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;

/// Which timestamps of a valid packet and of the exchange before it are taken together.
///
/// @param times the four
/// @param root the source's distance when they were taken
/// @param serverInterval seconds that the source spent between receiving our packet and sending the
///   one whose departure is known
/// @param part which exchange they are of
/// @param synchronised whether everything they are of was sent by a synchronised source, as far as
///   it is not the packet itself
record Reading(
    FourTimestamps times,
    RootDistance root,
    double serverInterval,
    Part part,
    boolean synchronised) {

  /// The way back must be this much shorter than the wait until the next request.
  private static final double SHORT_WAY = 0.1;

  /// Which exchange timestamps are of.
  enum Part {
    /// The one that the packet ended.
    BASIC,
    /// The one before, with its exact transmit timestamp.
    PREVIOUS,
    /// The source's and ours from both: the way out now, the way back before.
    ACROSS
  }

  static Reading ofBasic(
      NtpPacket packet, RootDistance root, PacketTime sent, PacketTime received) {
    return new Reading(
        new FourTimestamps(sent, packet.receive(), packet.transmit(), received),
        root,
        packet.transmit().secondsSince(packet.receive()),
        Part.BASIC,
        true);
  }

  /// Of a packet in interleaved mode, whose transmit timestamp belongs to the one before it. The
  /// exchange before is taken whole unless it took long compared with the pause after it, or was
  /// measured already.
  ///
  /// @param sent when our last packet left, which this one answers
  static Reading ofInterleaved(
      NtpPacket packet, RootDistance root, Exchange last, PacketTime sent) {
    NtpTimestamp transmit = packet.transmit();
    PacketTime before = last.times().sent();
    PacketTime received = last.times().received();
    double serverInterval = transmit.secondsSince(last.times().receive());
    long pauseNanos = sent.cookedNanos() - received.cookedNanos();
    long wayNanos = received.cookedNanos() - before.cookedNanos();
    if (!last.used() && SHORT_WAY * pauseNanos > wayNanos) {
      return new Reading(
          new FourTimestamps(before, last.times().receive(), transmit, received),
          last.root(),
          serverInterval,
          Part.PREVIOUS,
          last.synchronised());
    }
    return new Reading(
        new FourTimestamps(sent, packet.receive(), transmit, received),
        root.or(last.root()),
        serverInterval,
        Part.ACROSS,
        last.synchronised());
  }
}
