// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import java.util.List;

/// Whether a source is online, and what is told of that. Confined to the association's loop.
final class Presence {

  private final boolean autoOffline;
  private final Burst burst;
  private String reportedFailure = "";

  Presence(boolean autoOffline, Burst burst) {
    this.autoOffline = autoOffline;
    this.burst = burst;
  }

  /// Whether it was offline, so that sending begins.
  boolean goOnline(List<AssociationAction> actions) {
    boolean wasOffline = burst.isOffline();
    if (burst.goOnline()) {
      actions.add(new AssociationAction.Report(new AssociationEvent.Online()));
    }
    return wasOffline;
  }

  void goOffline(List<AssociationAction> actions) {
    if (burst.goOffline()) {
      actions.add(new AssociationAction.Report(new AssociationEvent.Offline()));
    }
  }

  void onSent() {
    reportedFailure = "";
  }

  /// Sending failed: the same reason is told once until it works again.
  void onSendFailed(String reason, List<AssociationAction> actions) {
    if (!reason.equals(reportedFailure)) {
      reportedFailure = reason;
      actions.add(new AssociationAction.Report(new AssociationEvent.SendFailed(reason)));
    }
    if (autoOffline) {
      goOffline(actions);
    }
  }
}
