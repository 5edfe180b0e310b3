// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.KissCode;
import java.util.List;

/// What a kiss of death does: RATE puts the next packet off, and others are only told, once until
/// the source answers properly again: whoever can see our packets could fill the log. Confined to
/// the association's loop.
final class Kisses {

  /// By how many poll intervals the next packet is put off when the source asks for less.
  static final int RATE_LIMITED_POLLS = 4;

  private boolean reported;

  /// Tells of a kiss what an administrator should know.
  ///
  /// @return seconds by which the next packet is put off
  double onKiss(KissCode kiss, double pollSeconds, List<AssociationAction> actions) {
    if (kiss == KissCode.RATE) {
      actions.add(new AssociationAction.Report(new AssociationEvent.RateLimited()));
      return RATE_LIMITED_POLLS * pollSeconds;
    }
    if (!reported) {
      reported = true;
      actions.add(new AssociationAction.Report(new AssociationEvent.Kissed(kiss.referenceId())));
    }
    return 0;
  }

  /// The source answered properly.
  void onSynchronised() {
    reported = false;
  }
}
