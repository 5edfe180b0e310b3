// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

/// Tells how requests come: so often that it pays to wait where they come instead of everywhere, or
/// so thick that it pays to let a few gather before looking again, as to wait and to wake up costs
/// more than to answer. Confined to its thread.
final class Crowd {

  /// Over which requests are counted, nanoseconds.
  private static final long WINDOW = 1_000_000;

  /// Requests closer together than this on average come often, nanoseconds: 5,000 a second.
  private static final long OFTEN = 200_000;

  /// Requests closer together than this are a crowd: 40,000 a second.
  private static final long THICK = 25_000;

  private long since;
  private long served;
  private long gap = Long.MAX_VALUE;

  /// @param nowNanos by a clock that is never set
  Crowd(long nowNanos) {
    this.since = nowNanos;
  }

  /// Some were served.
  void served(int count) {
    served += count;
  }

  /// Takes note of the time, after something was served or not.
  void look(long nowNanos) {
    long passed = nowNanos - since;
    if (passed >= WINDOW) {
      gap = served == 0 ? Long.MAX_VALUE : passed / served;
      since = nowNanos;
      served = 0;
    }
  }

  /// Whether requests come often, as far as the last window tells.
  boolean isFrequent() {
    return gap <= OFTEN;
  }

  /// Whether they come thick.
  boolean isThick() {
    return gap <= THICK;
  }
}
