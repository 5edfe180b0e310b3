// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.wire.NtpTimestamp;
import org.junit.jupiter.api.Test;

class GreetingTest {

  private static final PacketTime TIME = new PacketTime(1000, 0, PacketTime.Source.KERNEL);
  private final Greeting greeting = new Greeting();

  @Test
  void theNewestCountsUntilItIsNamed() {
    greeting.onPacket(NtpTimestamp.ZERO, TIME);
    assertThat(greeting.isPresent()).isFalse();
    greeting.onPacket(new NtpTimestamp(100), TIME);
    greeting.onPacket(new NtpTimestamp(50), TIME);
    assertThat(greeting.transmit()).isEqualTo(new NtpTimestamp(100));
    greeting.onPacket(new NtpTimestamp(200), TIME);
    assertThat(greeting.transmit()).isEqualTo(new NtpTimestamp(200));
    greeting.onSent();
    greeting.onPacket(new NtpTimestamp(50), TIME);
    assertThat(greeting.transmit())
        .as("one from a far future does not stay for ever")
        .isEqualTo(new NtpTimestamp(50));
    greeting.reset();
    assertThat(greeting.isPresent()).isFalse();
  }

  @Test
  void itsArrivalMovesWithTheClock() {
    greeting.onPacket(new NtpTimestamp(100), TIME);
    greeting.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.STEP, 0, 0, 1));
    assertThat(greeting.received().cookedNanos()).isEqualTo(1_000_001_000L);
  }
}
