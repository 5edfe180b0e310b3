// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.Reachability;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.ReferenceId;
import java.util.Map;

/// What a source announced when it was last synchronised, whether it can be reached, and the
/// counts. Confined to the association's loop.
final class Standing {

  private final AssociationOptions options;
  private final RejectionCounters rejections = new RejectionCounters();
  private Reachability reachability = Reachability.NONE;
  private LeapIndicator leap = LeapIndicator.UNSYNCHRONISED;
  private int stratum;
  private ReferenceId referenceId = ReferenceId.NONE;
  private long sent;
  private long received;
  private long valid;
  private long good;

  Standing(AssociationOptions options) {
    this.options = options;
  }

  void onSent() {
    sent++;
  }

  void onReceived() {
    received++;
  }

  void onValid() {
    valid++;
  }

  void onGood() {
    good++;
  }

  void onRejected(Rejection reason) {
    rejections.count(reason);
  }

  /// A poll brought the answer of a synchronised source. What an unsynchronised one announces is
  /// not taken over: selection would believe it.
  void onSynchronised(NtpPacket answer) {
    reachability = reachability.after(true);
    leap = answer.leap();
    stratum = Math.max(answer.stratum() - (options.copy() ? 1 : 0), options.minStratum());
    referenceId = answer.referenceId();
  }

  /// What was known of the source before the program was started anew.
  void restore(Reachability known, LeapIndicator announced, int knownStratum) {
    reachability = known;
    leap = announced;
    stratum = knownStratum;
  }

  /// A poll brought nothing, or nothing to synchronise to.
  void onMissed() {
    reachability = reachability.after(false);
  }

  boolean isReachable() {
    return reachability.isReachable();
  }

  /// Forgets the polls; says whether there were any.
  boolean forgetReachability() {
    boolean known = !reachability.equals(Reachability.NONE);
    reachability = Reachability.NONE;
    return known;
  }

  /// Forgets everything but the counts.
  void reset() {
    reachability = Reachability.NONE;
    leap = LeapIndicator.UNSYNCHRONISED;
    stratum = 0;
    referenceId = ReferenceId.NONE;
  }

  AssociationState state(AssociationState.Activity activity, int poll) {
    return new AssociationState(
        activity, poll, reachability, leap, stratum, referenceId, sent, received, valid, good);
  }

  Map<Rejection, Long> rejections() {
    return rejections.snapshot();
  }
}
