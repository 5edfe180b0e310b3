// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.ReferenceId;
import dev.meantime.wire.WireReader;

/// The request that may be answered: at most one, and it is answered at most once. Confined to the
/// association's loop.
///
/// Its transmit timestamp is an unpredictable cookie, so whoever returns it has seen the request;
/// when it really left is known only here, first from the daemon and, with luck, better from the
/// kernel or the hardware.
final class Request {

  /// A timestamp further than this from the daemon's own belongs to something else.
  static final long MAX_CORRECTION_NANOS = 1_000_000_000L;

  private static final int COOKIE_OFFSET = 40;

  private static final PacketTime UNKNOWN = new PacketTime(0, 0, PacketTime.Source.DAEMON);

  private boolean open;
  private long cookie;
  private boolean warmUp;
  private ReferenceId ownAddress = ReferenceId.NONE;
  private boolean sent;
  private PacketTime daemonTime = UNKNOWN;
  private boolean refined;
  private PacketTime refinedTime = UNKNOWN;

  /// A new one takes the place of the last.
  ///
  /// @param warmUp whether it only prepares the path (`presend`)
  void open(long cookie, boolean warmUp) {
    this.open = true;
    this.cookie = cookie;
    this.warmUp = warmUp;
    this.ownAddress = ReferenceId.NONE;
    this.sent = false;
    this.refined = false;
  }

  /// It was answered, or no answer counts any more.
  void close() {
    open = false;
  }

  boolean isOpen() {
    return open;
  }

  boolean isWarmUp() {
    return warmUp;
  }

  long cookie() {
    return cookie;
  }

  ReferenceId ownAddress() {
    return ownAddress;
  }

  void onSent(PacketTime time, ReferenceId ownAddress) {
    this.sent = true;
    this.daemonTime = time;
    this.ownAddress = ownAddress;
  }

  /// A better timestamp, possibly before the daemon's own. One that comes after the answer is too
  /// late: the measurement was made.
  void onTransmitted(byte[] request, PacketTime time) {
    if (open
        && carriesCookie(request)
        && !(refined && time.source().compareTo(refinedTime.source()) < 0)) {
      refined = true;
      refinedTime = time;
    }
  }

  private boolean carriesCookie(byte[] request) {
    if (request.length < NtpPacket.HEADER_LENGTH) {
      return false;
    }
    WireReader in = new WireReader(request, request.length);
    in.octets(COOKIE_OFFSET);
    return in.i64() == cookie;
  }

  boolean isAnsweredBy(NtpPacket packet) {
    return open && sent && packet.origin().bits() == cookie;
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
    daemonTime = adjusted(daemonTime, adjustment);
    refinedTime = adjusted(refinedTime, adjustment);
  }

  private static PacketTime adjusted(PacketTime time, ClockAdjustment adjustment) {
    return new PacketTime(adjustment.apply(time.cookedNanos()), time.error(), time.source());
  }
}
