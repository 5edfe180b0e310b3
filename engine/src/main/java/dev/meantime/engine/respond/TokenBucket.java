// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// The arithmetic of a limit: a client earns tokens with time, a reply costs some, and so many are
/// kept as a burst needs. Time is counted in sixteenths of a second. Immutable.
final class TokenBucket {

  /// log2 of the ticks in a second.
  private static final int TICK_SHIFT = 4;

  private static final int LONGEST_PAUSE = 1 << 20;

  private final int cost;
  private final int perTick;
  private final int capacity;

  TokenBucket(RateLimit limit) {
    int ticks = limit.interval() + TICK_SHIFT;
    // Of intervals shorter than a tick several replies are earned in one.
    cost = ticks >= 0 ? 1 << ticks : 1;
    perTick = ticks >= 0 ? 1 : 1 << -ticks;
    capacity = Math.max(limit.burst() * cost, perTick);
  }

  /// Tokens for one reply.
  int cost() {
    return cost;
  }

  /// How many tokens are kept at most, and a new client has.
  int capacity() {
    return capacity;
  }

  /// What there is after so many ticks.
  int earn(int tokens, int ticks) {
    long earned = (long) Math.min(ticks, LONGEST_PAUSE) * perTick;
    return (int) Math.min(capacity, tokens + earned);
  }
}
