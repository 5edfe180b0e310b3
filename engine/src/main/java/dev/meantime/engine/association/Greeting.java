// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.NtpTimestamp;

/// A peer's packet that answers none of ours, as at the start, when both send on their own: our
/// next packet names it so that the peer has one to answer. Confined to the association's loop.
final class Greeting {

  private static final PacketTime NEVER = new PacketTime(0, 0, PacketTime.Source.DAEMON);

  private NtpTimestamp transmit = NtpTimestamp.ZERO;
  private PacketTime received = NEVER;
  private boolean named;

  /// The newest since our last packet counts; one that was named already gives way to any.
  void onPacket(NtpTimestamp packetTransmit, PacketTime time) {
    if (!packetTransmit.isZero()
        && (transmit.isZero() || named || packetTransmit.secondsSince(transmit) > 0)) {
      transmit = packetTransmit;
      received = time;
      named = false;
    }
  }

  /// Our packet named it.
  void onSent() {
    named = true;
  }

  boolean isPresent() {
    return !transmit.isZero();
  }

  /// Zero without one.
  NtpTimestamp transmit() {
    return transmit;
  }

  PacketTime received() {
    return received;
  }

  void onClockAdjusted(ClockAdjustment adjustment) {
    received = received.adjustedBy(adjustment);
  }

  void reset() {
    transmit = NtpTimestamp.ZERO;
    received = NEVER;
    named = false;
  }
}
