// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SentLogTest {

  private static final long SENT = 1_800_000_000_000_000_000L;

  private final SentLog log = new SentLog();
  private final List<Integer> told = new ArrayList<>();
  private final DatagramHandler handler =
      new DatagramHandler() {
        @Override
        public void onDatagram(Datagram datagram) {
          throw new AssertionError("nothing was received");
        }

        @Override
        public void onTransmitted(byte[] data, Timestamp timestamp) {
          told.add((int) data[0]);
        }
      };

  @Test
  void tellsEachDatagramOnceWhateverTheOrder() {
    add(10);
    add(11);
    log.onTransmitted(1, kernel(SENT + 1), handler);
    log.onTransmitted(0, kernel(SENT), handler);
    log.onTransmitted(0, kernel(SENT), handler);
    log.onTransmitted(2, kernel(SENT), handler);
    assertThat(told).containsExactly(11, 10);
  }

  @Test
  void dropsATimestampThatCannotBeTheDatagrams() {
    add(10);
    log.onTransmitted(0, kernel(SENT - 1), handler);
    add(11);
    log.onTransmitted(1, kernel(SENT + 1_000_000_001L), handler);
    assertThat(told).isEmpty();
  }

  @Test
  void remembersTheLastSixtyFour() {
    for (int i = 0; i < 70; i++) {
      add(i);
    }
    log.onTransmitted(5, kernel(SENT), handler);
    log.onTransmitted(6, kernel(SENT), handler);
    log.onTransmitted(69, kernel(SENT), handler);
    assertThat(told).containsExactly(6, 69);
  }

  @Test
  void countsFromZeroAfterARestart() {
    add(10);
    log.restart();
    add(11);
    log.onTransmitted(0, kernel(SENT), handler);
    assertThat(told).containsExactly(11);
  }

  @Test
  void keepsTheDatagramAsItWas() {
    byte[] data = {7};
    log.add(data, SENT);
    data[0] = 8;
    log.onTransmitted(0, kernel(SENT), handler);
    assertThat(told).containsExactly(7);
  }

  @Test
  void tellsTheNetworkCardsTimestampAfterTheKernels() {
    add(10);
    log.onTransmitted(0, kernel(SENT + 1), handler);
    assertThat(log.leftNanos(0)).isEqualTo(SENT + 1);
    Timestamp card = new Timestamp(SENT + 9, Timestamp.Source.HARDWARE, 1e-7);
    log.onTransmitted(0, card, handler);
    log.onTransmitted(0, card, handler);
    log.onTransmitted(0, kernel(SENT + 2), handler);
    assertThat(told).containsExactly(10, 10);
    assertThat(log.leftNanos(0)).isEqualTo(SENT + 9);
    assertThat(log.leftNanos(1)).isEqualTo(SentLog.UNKNOWN);
  }

  @Test
  void allowsTheNetworkCardAsMuchAsItMayBeWrongBy() {
    add(10);
    log.onTransmitted(0, new Timestamp(SENT - 101, Timestamp.Source.HARDWARE, 1e-7), handler);
    assertThat(told).isEmpty();
    log.onTransmitted(0, new Timestamp(SENT - 99, Timestamp.Source.HARDWARE, 1e-7), handler);
    assertThat(told).containsExactly(10);
  }

  private static Timestamp kernel(long nanos) {
    return new Timestamp(nanos, Timestamp.Source.KERNEL);
  }

  private void add(int data) {
    log.add(new byte[] {(byte) data}, SENT);
  }
}
