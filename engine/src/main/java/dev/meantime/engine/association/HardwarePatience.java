// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.association.PacketTime.Source;

/// Whether an answer waits for the network card's timestamp of its request, which on a short path
/// comes after it (chrony's `hwtstimeout`): with the card's for one direction and the kernel's for
/// the other, half of what lies between the two would go into the offset. Confined to the
/// association's loop.
final class HardwarePatience {

  /// After so many waits in vain, one after the other, the interface's card stamps nothing; one
  /// that does may lose a timestamp now and then.
  static final int MOST_IN_VAIN = 8;

  private final double seconds;
  private int inVain;

  /// @param seconds how long an answer waits at most; 0 or less where no card is to stamp
  HardwarePatience(double seconds) {
    this.seconds = seconds;
  }

  double seconds() {
    return seconds;
  }

  boolean isWorthwhile(PacketTime sent, PacketTime received) {
    return seconds > 0
        && sent.source() != Source.HARDWARE
        && (inVain < MOST_IN_VAIN || received.source() == Source.HARDWARE);
  }

  /// A request of ours was stamped.
  void onTransmitted(Source source) {
    if (source == Source.HARDWARE) {
      inVain = 0;
    }
  }

  void onVain() {
    inVain++;
  }
}
