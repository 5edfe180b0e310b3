// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// One thing to do at a monotonic time, or not at all. Confined to the association's loop.
final class Deadline {

  private boolean armed;
  private long monotonicNanos;

  void set(long monotonicNanos) {
    this.armed = true;
    this.monotonicNanos = monotonicNanos;
  }

  void cancel() {
    armed = false;
  }

  boolean isArmed() {
    return armed;
  }

  /// @throws IllegalStateException if it is not armed
  long monotonicNanos() {
    if (!armed) {
      throw new IllegalStateException("not armed");
    }
    return monotonicNanos;
  }

  /// A difference, because the origin of the monotonic clock is arbitrary and readings may wrap.
  boolean isDue(long nowNanos) {
    return armed && nowNanos - monotonicNanos >= 0;
  }

  boolean isBefore(Deadline other) {
    return armed && (!other.armed || monotonicNanos - other.monotonicNanos < 0);
  }
}
