// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.Reachability;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.List;
import java.util.Map;

/// What happens between us and one source (RFC 5905 §3): a state machine that is handed events and
/// the time, and says what to do. Confined to the loop.
///
/// Whatever is not what it waits for is counted by reason and otherwise without effect.
public sealed interface Association
    permits ClientAssociation, PeerAssociation, BroadcastAssociation {

  /// Begins; sends soon unless it starts offline.
  List<AssociationAction> start(Now now);

  /// Does what is due. Called early or for nothing, it only says again when it wants to be called.
  List<AssociationAction> onTimer(Now now, OwnClock own);

  /// The packet left.
  ///
  /// @param ownAddress the reference ID that the source would show if it followed us: from the
  ///   local address; {@link ReferenceId#NONE} when nobody can follow us because we do not serve
  List<AssociationAction> onSent(Now now, PacketTime time, ReferenceId ownAddress);

  /// The packet could not be sent.
  ///
  /// @param reason one sentence for a person
  List<AssociationAction> onSendFailed(Now now, String reason);

  /// A better timestamp of the last packet. It may come before {@link #onSent}. One of another
  /// packet, or more than a second off the time given to {@link #onSent}, is ignored.
  List<AssociationAction> onTransmitted(Now now, byte[] packet, PacketTime time, OwnClock own);

  /// Something arrived from the source.
  List<AssociationAction> onDatagram(Now now, byte[] data, PacketTime time, OwnClock own);

  /// Sends from now on. A burst that would have returned to being offline returns to being online.
  List<AssociationAction> setOnline(Now now);

  /// Sends no more. A running burst ends first.
  List<AssociationAction> setOffline(Now now);

  /// Asks quickly until `good` usable answers came or `total` requests were sent; then it is online
  /// or offline as before. Does nothing while a burst is running, for counts below 1, or where
  /// there is nothing to ask quickly: between peers.
  List<AssociationAction> burst(Now now, int good, int total);

  /// What the selection made of this source. When the clock follows it, missed answers lengthen the
  /// interval more slowly; when it does so with others, each of them is asked less often.
  ///
  /// @param selected whether it leads
  /// @param combined how many sources are combined, this one among them; 1 when it is not
  void setPart(boolean selected, int combined);

  /// Corrects the timestamps it keeps. The estimator is told by whoever owns it.
  void onClockAdjusted(ClockAdjustment adjustment);

  /// Drops what was measured and starts again at the shortest interval; for a new address or a
  /// clock that was stepped by somebody else.
  List<AssociationAction> reset(Now now);

  /// Takes over what was known of the source before the program was started anew; its samples are
  /// the estimator's.
  List<AssociationAction> restore(Reachability reachability, LeapIndicator leap, int stratum);

  AssociationState state();

  /// How many datagrams and measurements were not used, by reason; a copy.
  Map<Rejection, Long> rejections();
}
