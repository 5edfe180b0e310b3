// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// When a peer's next packet is due. Both sides send on their own, so they agree on the shorter
/// interval, and each moves its packets to where they answer the other's best: the one further from
/// the reference right after those of the nearer one, equals half an interval apart. Confined to
/// the association's loop.
final class PeerPhase {

  /// By this an interval is stretched to move the phase.
  private static final double STRETCH = 1.1;

  private static final double HALF_AND_A_BIT = STRETCH - 0.5;
  private static final int MIN_POLL = -7;
  private static final int MAX_POLL = 24;
  private static final int UNSYNCHRONISED = 16;

  private final int minPoll;
  private int remotePoll;
  private int remoteStratum;

  PeerPhase(AssociationOptions options) {
    this.minPoll = options.minPoll();
    reset(options.maxPoll());
  }

  void reset(int unknownPoll) {
    remotePoll = unknownPoll;
    remoteStratum = 0;
  }

  /// A valid packet said this.
  ///
  /// @param stratum as it is on the wire
  void onPacket(int poll, int stratum) {
    remotePoll = Math.clamp(poll, MIN_POLL, MAX_POLL);
    remoteStratum = stratum == 0 ? UNSYNCHRONISED : Math.min(stratum, UNSYNCHRONISED);
  }

  /// The peer's, log2 s.
  int remotePoll() {
    return remotePoll;
  }

  /// Seconds from our last packet to the next.
  ///
  /// @param localSeconds our interval
  /// @param reachable whether the peer's interval counts
  /// @param ownStratum ours, 16 while unsynchronised
  /// @param atSending whether the last packet leaves now; else a packet of the peer arrived
  /// @param sinceLast seconds since our last packet
  double interval(
      double localSeconds, boolean reachable, int ownStratum, boolean atSending, double sinceLast) {
    double seconds = localSeconds;
    if (reachable) {
      seconds = Math.min(seconds, Math.scalb(1.0, remotePoll));
    }
    seconds = Math.max(seconds, Math.scalb(1.0, minPoll));
    boolean waitsForAnswer = remoteStratum > ownStratum && sinceLast * STRETCH < seconds;
    boolean drifts =
        !atSending && remoteStratum == ownStratum && sinceLast / seconds > HALF_AND_A_BIT;
    return waitsForAnswer || drifts ? seconds * STRETCH : seconds;
  }
}
