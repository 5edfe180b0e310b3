// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.wire.NtpTimestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransmitTimesTest {

  private static final long RECEIVED = 1_700_000_000_000_000_000L;
  private static final long KEY = NtpTimestamp.bitsOfEpochNanos(RECEIVED) | 1;

  private static void note(TransmitTimes times, long key, long received, long transmitted) {
    times.note(key, received);
    times.refine(key, transmitted);
  }

  @Test
  void tellsWhenAReplyLeftOnceOnly() {
    TransmitTimes times = new TransmitTimes(16);
    note(times, KEY, RECEIVED, RECEIVED + 20_000);
    assertThat(times.take(KEY)).isEqualTo(KEY + NtpTimestamp.bitsOfNanos(20_000));
    assertThat(times.take(KEY)).isZero();
  }

  @Test
  void aBetterTimeTakesThePlaceOfTheFirst() {
    TransmitTimes times = new TransmitTimes(16);
    note(times, KEY, RECEIVED, RECEIVED + 20_000);
    times.refine(KEY, RECEIVED + 23_456);
    assertThat(times.take(KEY)).isEqualTo(KEY + NtpTimestamp.bitsOfNanos(23_456));
  }

  @Test
  void aTimeOfSomethingElseIsIgnored() {
    TransmitTimes times = new TransmitTimes(16);
    note(times, KEY, RECEIVED, RECEIVED + 20_000);
    times.refine(KEY, RECEIVED + 1_500_000_000);
    times.refine(KEY + 2, RECEIVED);
    assertThat(times.take(KEY)).isEqualTo(KEY + NtpTimestamp.bitsOfNanos(20_000));
    times.refine(KEY, RECEIVED + 1);
    assertThat(times.take(KEY)).as("used before").isZero();
  }

  @Test
  void ofTwoRepliesWithOneTimestampNeitherIsTold() {
    TransmitTimes times = new TransmitTimes(16);
    note(times, KEY, RECEIVED, RECEIVED + 1000);
    note(times, KEY, RECEIVED, RECEIVED + 2000);
    assertThat(times.take(KEY)).isZero();
  }

  @Test
  void theClockMayRunBackALittleBetweenRequestAndReply() {
    TransmitTimes times = new TransmitTimes(16);
    note(times, KEY, RECEIVED, RECEIVED - 300);
    assertThat(times.take(KEY)).isEqualTo(KEY + NtpTimestamp.bitsOfNanos(-300));
  }

  @Test
  void remembersTheLatestAndNoMoreThanItHasRoomFor() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      int capacity = 1 << random.nextInt(0, 8);
      TransmitTimes times = new TransmitTimes(capacity);
      Map<Long, Long> model = new LinkedHashMap<>();
      for (int i = 0; i < 4000; i++) {
        // Keys that share their place in the table are as likely as others.
        long key = ((long) random.nextInt(600) << (random.nextInt(0, 3) * 20)) | 1;
        if (random.nextInt(4) == 0) {
          long expected = model.containsKey(key) ? model.put(key, 0L) : 0;
          assertThat(times.take(key)).as("seed %d step %d", seed, i).isEqualTo(expected);
        } else if (model.containsKey(key)) {
          note(times, key, RECEIVED, RECEIVED + i);
          model.put(key, 0L);
        } else {
          note(times, key, RECEIVED, RECEIVED + i);
          if (model.size() == capacity) {
            model.remove(model.keySet().iterator().next());
          }
          model.put(key, key + NtpTimestamp.bitsOfNanos(i));
        }
        assertThat(times.count()).isEqualTo(model.size());
      }
    }
  }

  @Test
  void tellsTheSpanOfWhatItRemembers() {
    TransmitTimes times = new TransmitTimes(4);
    assertThat(times.spanNanos()).isZero();
    for (int i = 0; i < 10; i++) {
      note(times, KEY + 2L * i, RECEIVED + i * 1000L, RECEIVED + i * 1000L + 10);
    }
    assertThat(times.spanNanos()).isEqualTo(3000);
    times.clear();
    assertThat(times.count()).isZero();
    assertThat(times.take(KEY + 18)).isZero();
  }
}
