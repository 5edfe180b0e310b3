// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.NtpPacket;

/// An answer that waits for the network card's timestamp of its request.
///
/// @param packet which passed every test of whose it is
/// @param received when it arrived
record HeldAnswer(NtpPacket packet, PacketTime received) {

  HeldAnswer adjustedBy(ClockAdjustment adjustment) {
    return new HeldAnswer(packet, received.adjustedBy(adjustment));
  }
}
