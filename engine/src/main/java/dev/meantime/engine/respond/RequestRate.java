// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// How often a client asks: an average of log2 of its rate, in quarters, for its requests after an
/// answer and apart from them for those after a request that was dropped. Both in one number, so
/// that a record of them can be kept without an object:
///
/// bit 63 marks a record in use, bit 62 that the last request was dropped; the lowest octet is the
/// usual rate, the next the rate when unanswered.
final class RequestRate {

  /// A client of one request.
  static final long UNKNOWN = (1L << 63) | 0x8080;

  /// log2 of seconds: what is shown of a rate that is not known.
  static final int UNKNOWN_INTERVAL = 127;

  private static final byte NOT_KNOWN = Byte.MIN_VALUE;
  private static final long DROPPED = 1L << 62;

  /// log2 of the ticks in a second.
  private static final int TICK_SHIFT = 4;

  private static final int STEPS = 4;

  /// The rate of requests less than a tick apart.
  private static final int HIGHEST = STEPS * (TICK_SHIFT + 1);

  private static final int FASTEST_FALL = 10;

  private RequestRate() {}

  /// The rates after another request.
  ///
  /// @param ticks sixteenths of a second since the last; not later when negative
  static long after(long rates, int ticks) {
    int now = ticks <= 0 ? HIGHEST : -STEPS * (log2(ticks) - TICK_SHIFT);
    boolean dropped = (rates & DROPPED) != 0;
    byte usual = (byte) rates;
    byte unanswered = (byte) (rates >>> 8);
    if (dropped) {
      unanswered = average(unanswered, now);
    } else {
      usual = average(usual, now);
    }
    return (1L << 63) | ((unanswered & 0xffL) << 8) | (usual & 0xffL);
  }

  /// The same after the last request was dropped.
  static long unanswered(long rates) {
    return rates | DROPPED;
  }

  /// Whether it asks more than twice as often when it is not answered.
  static boolean isHigherUnanswered(long rates) {
    byte usual = (byte) rates;
    byte unanswered = (byte) (rates >>> 8);
    return usual != NOT_KNOWN && unanswered != NOT_KNOWN && unanswered > usual + STEPS;
  }

  /// log2 of the seconds between its requests; {@link #UNKNOWN_INTERVAL} when not known.
  static int interval(long rates) {
    return interval((byte) rates);
  }

  /// The same of the requests that follow a dropped one.
  static int intervalUnanswered(long rates) {
    return interval((byte) (rates >>> 8));
  }

  private static int interval(byte rate) {
    return rate == NOT_KNOWN ? UNKNOWN_INTERVAL : -Math.floorDiv(rate + STEPS / 2, STEPS);
  }

  private static byte average(byte old, int now) {
    if (old == NOT_KNOWN) {
      return (byte) now;
    }
    if (old < now) {
      return (byte) (old + 1);
    }
    // Rates fall quickly: who has been quiet for long shall not be held to what he did before.
    return (byte) Math.floorDiv(Math.min(old, now + FASTEST_FALL) + now - 1, 2);
  }

  /// Rounded to nearest on the logarithmic scale.
  private static int log2(int ticks) {
    int floor = 31 - Integer.numberOfLeadingZeros(ticks);
    // Above the geometric mean of two powers, the upper one is nearer.
    return (long) ticks * ticks > 1L << (2 * floor + 1) ? floor + 1 : floor;
  }
}
