// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.association.Reading.Part;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import org.junit.jupiter.api.Test;

/// The choice of RFC 9769 §2 between the timestamps of two exchanges.
class ReadingTest {

  private static final long T = 1_800_000_000_000_000_000L;
  private static final RootDistance NEAR = new RootDistance(0.001, 0.002);
  private static final RootDistance FAR = new RootDistance(0.003, 0.001);

  private static PacketTime at(double seconds) {
    return new PacketTime(T + Math.round(seconds * 1e9), 0, PacketTime.Source.KERNEL);
  }

  private static NtpTimestamp stamp(double seconds) {
    return NtpTimestamp.ofEpochNanos(T + Math.round(seconds * 1e9));
  }

  /// Sent at 0, received at the way's end, with the source in between.
  private static Exchange exchange(double way, boolean used) {
    return new Exchange(
        new FourTimestamps(at(0), stamp(way / 2), stamp(way / 2), at(way)), FAR, true, used);
  }

  private static NtpPacket packet(double receive, double transmit) {
    byte[] request = PacketCodec.encode(NtpPacket.clientRequest(4, 6, 1));
    return FakeServer.GOOD.reply(request, stamp(receive), stamp(transmit));
  }

  @Test
  void theExchangeBeforeIsTakenWholeAfterALongPause() {
    Exchange last = exchange(0.1, false);
    Reading reading = Reading.ofInterleaved(packet(1.2, 0.06), NEAR, last, at(1.11));
    assertThat(reading.part()).isEqualTo(Part.PREVIOUS);
    assertThat(reading.times())
        .isEqualTo(new FourTimestamps(at(0), stamp(0.05), stamp(0.06), at(0.1)));
    assertThat(reading.root()).isEqualTo(FAR);
    assertThat(reading.serverInterval()).isCloseTo(0.01, within(1e-9));
  }

  @Test
  void afterAShortPauseTheTimestampsAreOfBoth() {
    Exchange last = exchange(0.1, false);
    Reading reading = Reading.ofInterleaved(packet(1.2, 0.06), NEAR, last, at(1.09));
    assertThat(reading.part()).isEqualTo(Part.ACROSS);
    assertThat(reading.times())
        .isEqualTo(new FourTimestamps(at(1.09), stamp(1.2), stamp(0.06), at(0.1)));
    assertThat(reading.root()).as("the worse of both").isEqualTo(new RootDistance(0.003, 0.002));
  }

  @Test
  void whatWasMeasuredAlreadyIsNotTakenWhole() {
    Reading reading = Reading.ofInterleaved(packet(9, 0.06), NEAR, exchange(0.1, true), at(8));
    assertThat(reading.part()).isEqualTo(Part.ACROSS);
  }
}
