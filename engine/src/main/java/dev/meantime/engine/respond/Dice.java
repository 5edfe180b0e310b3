// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// Random numbers for the hot path: xorshift64*, four instructions and no memory but its state.
/// Good enough for what carries no secret: the bits below a clock's precision, and which requests
/// over the limit are answered. Confined to its owner's thread.
final class Dice {

  private long state;

  /// @param seed any
  Dice(long seed) {
    // Zero is the one state that it never leaves.
    state = seed == 0 ? 0x9e37_79b9_7f4a_7c15L : seed;
  }

  /// 64 random bits.
  long next() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return state * 0x2545_f491_4f6c_dd1dL;
  }

  /// True in one of so many cases.
  ///
  /// @param cases a power of two
  boolean isOneIn(int cases) {
    return ((next() >>> 32) & (cases - 1)) == 0;
  }
}
