// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// Whose turn it is between peers. Confined to the association's loop.
final class Conversation {

  /// So that at most one packet in 64 is a try.
  private static final int MAX_REFUSALS = 6;

  private static final int PATIENCE = 8;

  private boolean awaiting;
  private int sentSinceValid;
  private int sentBeforeValid;
  private int unanswered;
  private boolean sentInterleaved;
  private int refusals;
  private int basicToGo;

  /// A packet of ours is made.
  ///
  /// @return whether the one before it was not answered
  boolean onSending(boolean interleaved) {
    sentInterleaved = interleaved;
    basicToGo = Math.max(0, basicToGo - 1);
    awaiting = true;
    sentSinceValid++;
    unanswered++;
    return isUnanswered();
  }

  boolean isUnanswered() {
    return unanswered > 1;
  }

  /// Whether our last packet may still be answered: it is, once.
  boolean isAwaiting() {
    return awaiting;
  }

  /// It was answered in that mode, and the answer counts. A peer that answers an interleaved packet
  /// in basic mode may not know the other one, and so could not use ours: it gets more and more
  /// basic ones before the next try. One that has shown that it knows is given some patience.
  void onValid(boolean interleaved) {
    if (interleaved) {
      refusals = -PATIENCE;
      basicToGo = 0;
    } else if (sentInterleaved) {
      refusals = Math.min(refusals + 1, MAX_REFUSALS);
      basicToGo = refusals > 0 ? 1 << refusals : 0;
    }
    onKiss();
  }

  /// It was answered by a kiss of death.
  void onKiss() {
    awaiting = false;
    unanswered = 0;
    sentBeforeValid = sentSinceValid;
    sentSinceValid = 0;
  }

  /// It was answered by what does not count, or no answer is waited for any more.
  void onEnd() {
    awaiting = false;
  }

  /// Whether the next packet may be in interleaved mode: each side sent one packet for each of the
  /// other's lately.
  boolean isReadyForInterleaved() {
    return sentBeforeValid == 1 && sentSinceValid == 0 && basicToGo == 0;
  }

  void reset() {
    awaiting = false;
    sentSinceValid = 0;
    sentBeforeValid = 0;
    unanswered = 0;
    sentInterleaved = false;
    refusals = 0;
    basicToGo = 0;
  }
}
