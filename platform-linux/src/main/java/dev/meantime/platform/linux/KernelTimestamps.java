// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.Timestamp;

/// Which of two timestamps to believe.
final class KernelTimestamps {

  private static final long FARTHEST_NANOS = 1_000_000_000L;

  private KernelTimestamps() {}

  /// The kernel's, unless there is none (0) or it is more than a second off the daemon's: then the
  /// clock was stepped between the two, or the kernel is wrong.
  static Timestamp choose(long kernelNanos, long daemonNanos) {
    return kernelNanos != 0 && isNear(kernelNanos, daemonNanos)
        ? new Timestamp(kernelNanos, Timestamp.Source.KERNEL)
        : new Timestamp(daemonNanos, Timestamp.Source.DAEMON);
  }

  static boolean isNear(long kernelNanos, long daemonNanos) {
    return Math.abs(kernelNanos - daemonNanos) <= FARTHEST_NANOS;
  }
}
