// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.association.AssociationState.Activity;

/// Whether the source is asked, and whether quickly: a burst asks until enough usable answers came
/// or enough requests were sent, and then returns to being online or offline. Confined to the
/// association's loop.
final class Burst {

  /// `iburst`: on coming online.
  static final int INITIAL_GOOD = 4;

  static final int INITIAL_TOTAL = 8;

  /// `burst`: at each poll.
  static final int POLL_GOOD = 1;

  static final int POLL_MAX_TOTAL = 4;

  private static final double MAX_INTERVAL = 2;
  private static final double SHARE_OF_POLL = 0.25;

  private Activity activity = Activity.OFFLINE;
  private int goodToGo;
  private int totalToGo;

  Activity activity() {
    return activity;
  }

  boolean isOffline() {
    return activity == Activity.OFFLINE;
  }

  boolean isRunning() {
    return activity == Activity.BURST_ONLINE || activity == Activity.BURST_OFFLINE;
  }

  /// Starts one, unless one is running.
  boolean begin(int good, int total) {
    if (isRunning() || good < 1 || total < 1) {
      return false;
    }
    activity = isOffline() ? Activity.BURST_OFFLINE : Activity.BURST_ONLINE;
    goodToGo = good;
    totalToGo = total;
    return true;
  }

  /// Starts one of the `burst` option if it keeps the average interval at or above the shortest.
  void beginAtPoll(int poll, int minPoll) {
    if (activity == Activity.ONLINE && poll > minPoll) {
      begin(POLL_GOOD, poll - minPoll > 2 ? POLL_MAX_TOTAL : 1 << (poll - minPoll));
    }
  }

  /// Before a request.
  ///
  /// @return whether the burst is over, so that this request is an ordinary one or, when it began
  ///   offline, there is none
  boolean isOverBeforeRequest() {
    // The last request of an online burst is already an ordinary one: the next poll follows it.
    int spare = activity == Activity.BURST_ONLINE ? 1 : 0;
    if (isRunning() && totalToGo <= spare) {
      end();
      return true;
    }
    return false;
  }

  /// After a request.
  ///
  /// @param counts false for one that could not be sent to a source not reached yet: an initial
  ///   burst waits for the network
  void onRequest(boolean counts) {
    if (isRunning() && (counts || activity == Activity.BURST_OFFLINE)) {
      totalToGo--;
    }
  }

  /// After a usable answer: whether the burst is over.
  boolean isOverAfterGood() {
    return isRunning() && --goodToGo <= 0 && end();
  }

  /// Ends it early.
  ///
  /// @return whether one was running
  boolean end() {
    boolean running = isRunning();
    activity =
        switch (activity) {
          case ONLINE, BURST_ONLINE -> Activity.ONLINE;
          case OFFLINE, BURST_OFFLINE -> Activity.OFFLINE;
        };
    goodToGo = 0;
    totalToGo = 0;
    return running;
  }

  /// A running burst goes on.
  ///
  /// @return whether that changed anything
  boolean goOnline() {
    Activity before = activity;
    activity = isRunning() ? Activity.BURST_ONLINE : Activity.ONLINE;
    return activity != before;
  }

  /// A running burst goes on until it ends.
  ///
  /// @return whether that changed anything
  boolean goOffline() {
    Activity before = activity;
    activity = isRunning() ? Activity.BURST_OFFLINE : Activity.OFFLINE;
    return activity != before;
  }

  /// Seconds between requests of a burst.
  static double interval(double pollSeconds) {
    return Math.min(MAX_INTERVAL, SHARE_OF_POLL * pollSeconds);
  }
}
