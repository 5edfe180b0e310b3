// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.Now;
import dev.meantime.engine.association.AssociationState.Activity;
import java.util.ArrayList;
import java.util.List;

/// How long a broadcast is under way: a volley of ordinary requests to the server tells, at the
/// start and now and then (RFC 5905 §3.1). Confined to the association's loop.
final class Calibration {

  private static final int GOOD = 4;
  private static final int TOTAL = 8;

  /// Seconds to the next volley after one that was answered.
  private static final double AGAIN = 16_384;

  /// Seconds to the next volley after one that was not.
  private static final double RETRY = 128;

  private final ClientAssociation client;
  private final Deadline next = new Deadline();
  private final Deadline clientWake = new Deadline();
  private boolean running;
  private double volleyDelay = Double.POSITIVE_INFINITY;
  private double delay = Double.POSITIVE_INFINITY;

  Calibration(ClientAssociation client) {
    this.client = client;
  }

  ClientAssociation client() {
    return client;
  }

  boolean isKnown() {
    return delay < Double.POSITIVE_INFINITY;
  }

  /// The round trip, seconds: the shortest of the last volley.
  double delay() {
    return delay;
  }

  /// Begins a volley, unless one is running.
  List<AssociationAction> begin(Now now) {
    if (running) {
      return List.of();
    }
    running = true;
    volleyDelay = Double.POSITIVE_INFINITY;
    next.cancel();
    return after(now, client.burst(now, GOOD, TOTAL));
  }

  /// Does what is due.
  List<AssociationAction> onTimer(Now now, OwnClock own) {
    List<AssociationAction> actions = new ArrayList<>();
    if (next.isDue(now.monotonicNanos())) {
      actions.addAll(begin(now));
    }
    if (clientWake.isDue(now.monotonicNanos())) {
      clientWake.cancel();
      actions.addAll(after(now, client.onTimer(now, own)));
    }
    return actions;
  }

  /// What of the client's actions is to be done; whether it is online is nobody's business.
  List<AssociationAction> after(Now now, List<AssociationAction> actions) {
    List<AssociationAction> wanted = new ArrayList<>();
    for (AssociationAction action : actions) {
      switch (action) {
        case AssociationAction.WakeAt(long at) -> clientWake.set(at);
        case AssociationAction.Measured measured -> {
          if (measured.measurement().tests().isGood()) {
            volleyDelay = Math.min(volleyDelay, measured.measurement().sample().delay());
          }
          wanted.add(action);
        }
        case AssociationAction.Send send -> wanted.add(action);
        case AssociationAction.CloseSocket close -> wanted.add(action);
        case AssociationAction.Updated updated -> wanted.add(action);
        case AssociationAction.Report report -> wanted.add(action);
        case AssociationAction.Changed changed -> {}
      }
    }
    if (running && client.state().activity() == Activity.OFFLINE) {
      onVolleyEnded(now);
    }
    return wanted;
  }

  private void onVolleyEnded(Now now) {
    running = false;
    boolean answered = volleyDelay < Double.POSITIVE_INFINITY;
    if (answered) {
      delay = volleyDelay;
    }
    next.set(now.monotonicNanos() + Math.round((answered ? AGAIN : RETRY) * 1e9));
  }

  /// When something is due.
  Deadline wake() {
    return clientWake.isBefore(next) ? clientWake : next;
  }

  /// Forgets what was measured; no volley comes by itself.
  void reset() {
    running = false;
    delay = Double.POSITIVE_INFINITY;
    next.cancel();
    clientWake.cancel();
  }
}
