// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.Timestamp;
import java.util.Arrays;

/// The cards that stamp packets, for those who receive and send: finds the card of an interface and
/// converts. The loop adds and removes, any thread may convert; that makes no object.
final class CardStamps {

  private static final int FRAME_IPV4 = 14 + 20 + 8;
  private static final int FRAME_IPV6 = 14 + 40 + 8;

  private volatile LinuxStampingCard[] cards = {};

  /// Whether a card stamps packets. A socket that is opened while none does goes without for good.
  boolean isEnabled() {
    return cards.length > 0;
  }

  void add(LinuxStampingCard card) {
    LinuxStampingCard[] more = new LinuxStampingCard[cards.length + 1];
    System.arraycopy(cards, 0, more, 0, cards.length);
    more[cards.length] = card;
    cards = more;
  }

  void remove(LinuxStampingCard card) {
    LinuxStampingCard[] all = cards;
    int kept = 0;
    LinuxStampingCard[] rest = new LinuxStampingCard[all.length];
    for (LinuxStampingCard other : all) {
      if (other != card) {
        rest[kept++] = other;
      }
    }
    cards = Arrays.copyOf(rest, kept);
  }

  /// When a packet had arrived, or {@link LinuxStampingCard#NONE}.
  ///
  /// @param clockNanos what a card said, {@link LinuxStampingCard#NONE} if none did
  /// @param interfaceIndex which one it arrived at: the card's, not that of a bridge above it
  /// @param frameOctets of the frame; 0 when not known
  /// @param otherwiseNanos the kernel's timestamp or the daemon's
  long received(
      long clockNanos,
      int interfaceIndex,
      int frameOctets,
      int dataOctets,
      boolean ipv4,
      long otherwiseNanos) {
    if (clockNanos == LinuxStampingCard.NONE) {
      return LinuxStampingCard.NONE;
    }
    for (LinuxStampingCard card : cards) {
      if (card.index() == interfaceIndex) {
        int octets = frameOctets > 0 ? frameOctets : dataOctets + (ipv4 ? FRAME_IPV4 : FRAME_IPV6);
        return card.received(clockNanos, octets, otherwiseNanos);
      }
    }
    return LinuxStampingCard.NONE;
  }

  /// When a packet left, or {@link LinuxStampingCard#NONE}.
  long transmitted(long clockNanos, int interfaceIndex, long otherwiseNanos) {
    if (clockNanos == LinuxStampingCard.NONE) {
      return LinuxStampingCard.NONE;
    }
    for (LinuxStampingCard card : cards) {
      if (card.index() == interfaceIndex) {
        return card.transmitted(clockNanos, otherwiseNanos);
      }
    }
    return LinuxStampingCard.NONE;
  }

  /// A converted timestamp with what it may be wrong by.
  Timestamp timestamp(long wallNanos, long clockNanos, int interfaceIndex) {
    double bound = 0;
    for (LinuxStampingCard card : cards) {
      bound = card.index() == interfaceIndex ? card.bound(clockNanos) : bound;
    }
    return new Timestamp(wallNanos, Timestamp.Source.HARDWARE, Double.isFinite(bound) ? bound : 0);
  }
}
