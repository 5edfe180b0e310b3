// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// What is left to do with a reply when it is sent, in one number, as nothing is allocated for a
/// reply: whether its transmit timestamp is still to be written, whether the time of its leaving is
/// remembered, and by which key it is sealed.
///
/// From the lowest bit: key ID 32, length 16, length of the digest 13, and the flags.
final class Departure {

  private static final int LENGTH = 32;
  private static final int DIGEST = 48;
  private static final int DIGEST_MASK = 0x1fff;
  private static final long UNSETTLED = 1L << 61;
  private static final long REMEMBERED = 1L << 62;

  private Departure() {}

  /// @param length of the reply without its MAC
  /// @param settled whether it tells when an earlier reply left, which is known
  /// @param remembered whether a later reply may tell when this one left
  static long of(int length, boolean settled, boolean remembered) {
    return ((long) length << LENGTH) | (settled ? 0 : UNSETTLED) | (remembered ? REMEMBERED : 0);
  }

  /// The same of a reply that is sealed.
  ///
  /// @param digestLength at least 1
  static long sealed(long departure, int keyId, int digestLength) {
    return departure | ((long) digestLength << DIGEST) | (keyId & 0xffff_ffffL);
  }

  static boolean isSettled(long departure) {
    return (departure & UNSETTLED) == 0;
  }

  static boolean isRemembered(long departure) {
    return (departure & REMEMBERED) != 0;
  }

  static int length(long departure) {
    return (int) (departure >>> LENGTH) & 0xffff;
  }

  static int keyId(long departure) {
    return (int) departure;
  }

  /// 0 for a reply without a MAC.
  static int digestLength(long departure) {
    return (int) (departure >>> DIGEST) & DIGEST_MASK;
  }
}
