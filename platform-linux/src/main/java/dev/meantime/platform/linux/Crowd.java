// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// Tells whether requests come so thick that it pays to let a few gather before looking again: to
/// wait and to wake up costs more than to answer. Confined to its thread.
final class Crowd {

  /// Over which requests are counted, nanoseconds.
  private static final long WINDOW = 1_000_000;

  /// Requests closer together than this on average are a crowd, nanoseconds: 40,000 a second.
  private static final long GAP = 25_000;

  private long since;
  private long served;
  private boolean thick;

  /// @param nowNanos by a clock that is never set
  Crowd(long nowNanos) {
    this.since = nowNanos;
  }

  /// Some were served.
  void served(int count) {
    served += count;
  }

  /// Whether there is a crowd, as far as the last window tells.
  boolean isThick(long nowNanos) {
    long passed = nowNanos - since;
    if (passed >= WINDOW) {
      thick = served >= passed / GAP;
      since = nowNanos;
      served = 0;
    }
    return thick;
  }
}
