// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.association.PacketTime.Source;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import org.junit.jupiter.api.Test;

class RequestTest {

  private static final long COOKIE = 0x0102030405060708L;
  private static final byte[] DATA = PacketCodec.encode(NtpPacket.clientRequest(4, 6, COOKIE));
  private static final PacketTime DAEMON = new PacketTime(1_000, 1e-4, Source.DAEMON);
  private static final PacketTime KERNEL = new PacketTime(900, 1e-6, Source.KERNEL);
  private static final PacketTime HARDWARE = new PacketTime(950, 1e-8, Source.HARDWARE);

  private final Request request = new Request();

  @Test
  void aBetterTimestampCountsWhicheverComesFirst() {
    request.open(COOKIE, false);
    request.onTransmitted(DATA, KERNEL);
    assertThatIllegalStateException().isThrownBy(request::time);
    request.onSent(DAEMON, ReferenceId.NONE);
    assertThat(request.time()).isEqualTo(KERNEL);

    request.open(COOKIE, false);
    request.onSent(DAEMON, ReferenceId.NONE);
    assertThat(request.time()).isEqualTo(DAEMON);
    request.onTransmitted(DATA, KERNEL);
    assertThat(request.time()).isEqualTo(KERNEL);
  }

  @Test
  void hardwareBeatsKernelInEitherOrder() {
    request.open(COOKIE, false);
    request.onSent(DAEMON, ReferenceId.NONE);
    request.onTransmitted(DATA, HARDWARE);
    request.onTransmitted(DATA, KERNEL);
    assertThat(request.time()).isEqualTo(HARDWARE);
    request.open(COOKIE, false);
    request.onSent(DAEMON, ReferenceId.NONE);
    request.onTransmitted(DATA, KERNEL);
    request.onTransmitted(DATA, HARDWARE);
    assertThat(request.time()).isEqualTo(HARDWARE);
  }

  @Test
  void aTimestampMoreThanASecondOffIsIgnored() {
    request.open(COOKIE, false);
    request.onSent(DAEMON, ReferenceId.NONE);
    request.onTransmitted(DATA, new PacketTime(1_000_001_001L, 0, Source.HARDWARE));
    assertThat(request.time()).isEqualTo(DAEMON);
    request.onTransmitted(DATA, new PacketTime(1_000_001_000L, 0, Source.HARDWARE));
    assertThat(request.time().source()).isEqualTo(Source.HARDWARE);
  }

  @Test
  void aTimestampOfAnotherRequestIsIgnored() {
    request.open(COOKIE + 1, false);
    request.onSent(DAEMON, ReferenceId.NONE);
    request.onTransmitted(DATA, KERNEL);
    request.onTransmitted(new byte[47], KERNEL);
    assertThat(request.time()).isEqualTo(DAEMON);
  }

  @Test
  void timestampsMoveWithTheClock() {
    request.open(COOKIE, false);
    request.onSent(DAEMON, ReferenceId.NONE);
    request.onTransmitted(DATA, KERNEL);
    request.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.STEP, 2_000, 0, 5));
    assertThat(request.time().cookedNanos()).isEqualTo(5_000_000_900L);
  }
}
