// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.ReferenceId;
import java.util.Optional;

/// The request that may be answered: at most one, and it is answered at most once. Confined to the
/// association's loop.
///
/// Its transmit timestamp is an unpredictable cookie, so whoever returns it has seen the request.
/// One in interleaved mode has a second cookie in its receive timestamp, and which of the two comes
/// back tells the mode of the answer. When it really left is known only here.
final class Request {

  private boolean open;
  private long cookie;
  private long interleavedCookie;
  private boolean warmUp;
  private ReferenceId ownAddress = ReferenceId.NONE;
  private final Departure departure = new Departure();
  private Optional<HeldAnswer> held = Optional.empty();

  /// A new one takes the place of the last.
  ///
  /// @param warmUp whether it only prepares the path (`presend`)
  void open(long cookie, boolean warmUp) {
    open(cookie, 0, warmUp);
  }

  /// @param interleavedCookie another cookie; 0 for a request in basic mode
  void open(long cookie, long interleavedCookie, boolean warmUp) {
    this.open = true;
    this.cookie = cookie;
    this.interleavedCookie = interleavedCookie;
    this.warmUp = warmUp;
    this.ownAddress = ReferenceId.NONE;
    held = Optional.empty();
    departure.reset();
  }

  /// It was answered, or no answer counts any more.
  void close() {
    open = false;
    held = Optional.empty();
  }

  /// It was answered, and the answer waits for a better timestamp of the request. No other counts
  /// any more.
  void hold(HeldAnswer answer) {
    held = Optional.of(answer);
  }

  /// The answer that waits.
  Optional<HeldAnswer> held() {
    return held;
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
    departure.onSent(time);
    this.ownAddress = ownAddress;
  }

  /// A better timestamp, possibly before the daemon's own. One that comes after the measurement was
  /// made is too late.
  ///
  /// @return whether it was of this request
  boolean onTransmitted(byte[] request, PacketTime time) {
    boolean ours = open && Departure.isOf(request, new NtpTimestamp(cookie));
    if (ours) {
      departure.onTransmitted(time);
    }
    return ours;
  }

  boolean isAnsweredBy(NtpPacket packet) {
    return open
        && held.isEmpty()
        && departure.isSent()
        && (packet.origin().bits() == cookie || isInterleaved(packet.origin()));
  }

  /// Whether this origin is the one of an answer in interleaved mode.
  boolean isInterleaved(NtpTimestamp origin) {
    return interleavedCookie != 0 && origin.bits() == interleavedCookie;
  }

  /// When it left, by the best timestamp that agrees with the daemon's.
  ///
  /// @throws IllegalStateException before it was sent
  PacketTime time() {
    return departure.time();
  }

  void onClockAdjusted(ClockAdjustment adjustment) {
    departure.onClockAdjusted(adjustment);
    held = held.map(answer -> answer.adjustedBy(adjustment));
  }
}
