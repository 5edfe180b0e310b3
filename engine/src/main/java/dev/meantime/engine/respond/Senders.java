// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// Which addresses a datagram can have come from. An answer to another would go to nobody, or to
/// many.
final class Senders {

  private static final long MAPPED = 0xffff;
  private static final long LOOPBACK_NET = MAPPED << 8 | 127;
  private static final int IPV4_MULTICAST_FROM = 224;
  private static final int IPV6_MULTICAST = 0xff;

  private Senders() {}

  /// Whether it is 127.0.0.0/8 or ::1.
  static boolean isLoopback(long high, long low) {
    return high == 0 && (low >>> 24 == LOOPBACK_NET || low == 1);
  }

  /// @param port the sender's UDP port
  static boolean isPossible(long high, long low, int port) {
    if (port == 0) {
      return false;
    }
    if (high == 0 && low >>> 32 == MAPPED) {
      int first = (int) low >>> 24;
      return first != 0 && first < IPV4_MULTICAST_FROM;
    }
    return (high | low) != 0 && high >>> 56 != IPV6_MULTICAST;
  }
}
