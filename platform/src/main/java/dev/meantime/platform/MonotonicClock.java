// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// A clock that never jumps or goes back. Its origin means nothing.
public interface MonotonicClock {

  long nowNanos();
}
