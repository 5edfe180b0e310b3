// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import java.util.function.LongSupplier;

/// Draws the unpredictable timestamps of requests: never zero, which says "unknown", and never the
/// one before. Confined to the association's loop.
final class Cookies {

  /// A random source that yields nothing new this often in a row is broken.
  private static final int MAX_TRIES = 8;

  private final LongSupplier random;
  private long last;

  /// @param random 64 unpredictable bits a call
  Cookies(LongSupplier random) {
    this.random = random;
  }

  long next() {
    for (int i = 0; i < MAX_TRIES; i++) {
      long cookie = random.getAsLong();
      if (cookie != 0 && cookie != last) {
        last = cookie;
        return cookie;
      }
    }
    throw new IllegalStateException("the random source repeats itself");
  }
}
