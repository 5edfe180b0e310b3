// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The packets that a broadcast server sends to one address (RFC 5905 §9.1, mode 5). Each tells as
/// its origin timestamp when the one before really left, for clients that can use it (RFC 9769 §4);
/// others do not look there. Confined to the loop.
public final class BroadcastPackets {

  private final int precision;
  private final int poll;
  private final PacketAuthenticator key;
  private final Dice dice;
  private final ServedHeader header = new ServedHeader();
  private byte[] last = {};
  private long lastLeft;

  /// @param precision log2 of the clock's precision in seconds
  /// @param interval seconds between packets
  /// @param key what every packet is sealed with, by which its version is chosen
  /// @param seed 64 unpredictable bits
  public BroadcastPackets(int precision, int interval, PacketAuthenticator key, long seed) {
    this.precision = precision;
    this.poll = (int) Math.round(Math.log(interval) / Math.log(2));
    this.key = key;
    this.dice = new Dice(seed);
  }

  /// The packet that is to leave now; empty while the clock is not synchronised, when it would be
  /// of no use to anybody.
  public Optional<byte[]> next(ServedClock clock, long wallNanos) {
    clock.describe(wallNanos, header);
    if (header.leap() == LeapIndicator.UNSYNCHRONISED.code()) {
      lastLeft = 0;
      return Optional.empty();
    }
    long transmit =
        NtpTimestamp.ofEpochNanos(clock.servedNanos(wallNanos))
            .withRandomBelow(precision, dice.next())
            .bits();
    byte[] packet = new byte[NtpPacket.HEADER_LENGTH];
    ByteBuffer fields = ByteBuffer.wrap(packet);
    fields.put(
        (byte) ((header.leap() << 6) | (key.suggestedVersion() << 3) | Mode.BROADCAST.code()));
    fields.put((byte) header.stratum());
    fields.put((byte) poll);
    fields.put((byte) precision);
    fields.putInt(header.rootDelay());
    fields.putInt(header.rootDispersion());
    fields.putInt(header.referenceId());
    fields.putLong(header.referenceTimestamp());
    fields.putLong(lastLeft);
    fields.putLong(0);
    fields.putLong(transmit);
    last = key.seal(packet);
    lastLeft = transmit;
    return Optional.of(last.clone());
  }

  /// A packet left.
  ///
  /// @param packet any; only the last one's time is wanted
  /// @param wallNanos when
  public void onTransmitted(byte[] packet, ServedClock clock, long wallNanos) {
    if (Arrays.equals(packet, last)) {
      lastLeft = NtpTimestamp.bitsOfEpochNanos(clock.servedNanos(wallNanos));
    }
  }

  /// The packet could not be sent, so that none left.
  public void onSendFailed() {
    lastLeft = 0;
  }
}
