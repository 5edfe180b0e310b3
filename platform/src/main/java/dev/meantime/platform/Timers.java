// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// Runs tasks later, on the loop's thread.
public interface Timers {

  /// Runs `task` once the monotonic clock has reached `monotonicNanos`; at the loop's next turn
  /// when it already has. Tasks for the same time run in the order they were scheduled in.
  Timer schedule(long monotonicNanos, Runnable task);

  /// A scheduled task.
  interface Timer {
    /// Keeps the task from running. Does nothing when it ran or was cancelled before.
    void cancel();
  }
}
