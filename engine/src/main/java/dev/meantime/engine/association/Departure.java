// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.WireReader;

/// When a packet of ours left: known first from the daemon and, with luck, better from the kernel
/// or the hardware, in either order. Confined to the association's loop.
final class Departure {

  /// A timestamp further than this from the daemon's own belongs to something else.
  static final long MAX_CORRECTION_NANOS = 1_000_000_000L;

  private static final PacketTime UNKNOWN = new PacketTime(0, 0, PacketTime.Source.DAEMON);

  private static final int TRANSMIT_OFFSET = 40;

  private boolean sent;
  private PacketTime daemonTime = UNKNOWN;
  private boolean refined;
  private PacketTime refinedTime = UNKNOWN;

  /// Another packet is about to leave, or none ever did.
  void reset() {
    sent = false;
    refined = false;
  }

  /// Whether these octets are the packet with that transmit timestamp.
  static boolean isOf(byte[] packet, NtpTimestamp transmit) {
    if (packet.length < NtpPacket.HEADER_LENGTH) {
      return false;
    }
    WireReader in = new WireReader(packet, packet.length);
    in.octets(TRANSMIT_OFFSET);
    return in.i64() == transmit.bits();
  }

  void onSent(PacketTime time) {
    sent = true;
    daemonTime = time;
  }

  /// A better timestamp of the same packet, possibly before the daemon's own.
  void onTransmitted(PacketTime time) {
    if (!refined || time.source().compareTo(refinedTime.source()) >= 0) {
      refined = true;
      refinedTime = time;
    }
  }

  boolean isSent() {
    return sent;
  }

  /// When it left, by the best timestamp that agrees with the daemon's.
  ///
  /// @throws IllegalStateException before it was sent
  PacketTime time() {
    if (!sent) {
      throw new IllegalStateException("not sent");
    }
    boolean agrees =
        refined
            && Math.abs(refinedTime.cookedNanos() - daemonTime.cookedNanos())
                <= MAX_CORRECTION_NANOS;
    return agrees ? refinedTime : daemonTime;
  }

  void onClockAdjusted(ClockAdjustment adjustment) {
    daemonTime = daemonTime.adjustedBy(adjustment);
    refinedTime = refinedTime.adjustedBy(adjustment);
  }
}
