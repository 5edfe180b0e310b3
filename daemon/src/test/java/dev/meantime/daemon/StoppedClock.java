// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.WallClock;

/// A clock that always shows the same.
record StoppedClock(long nowNanos) implements WallClock {
  @Override
  public void step(double seconds) {
    throw new UnsupportedOperationException("it always shows the same");
  }
}
