// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DeparturesTest {

  private static final int ANSWERING = 700;
  private static final int SENDING = 5200;
  private static final int LEAD = 3000;

  private final Departures departures = new Departures();
  private long worst;

  /// Plays a batch of so many, of which the replies leave as the constants above say.
  private void play(long start, int count, Random random) {
    long[] expected = new long[count];
    worst = 0;
    for (int i = 0; i < count; i++) {
      long now = start + (long) i * ANSWERING;
      expected[i] = departures.expectedNanos(now, count - 1 - i, i);
    }
    departures.answered(count, (long) count * ANSWERING);
    departures.sent(count, (long) count * SENDING);
    long end = start + (long) (count - 1) * ANSWERING;
    long lead = departures.leadNanos();
    for (int i = 0; i < count; i++) {
      long left = end + (long) i * SENDING + LEAD + random.nextInt(200) - 100;
      worst = Math.max(worst, Math.abs(left - expected[i] - lead));
      departures.left(expected[i], left);
    }
  }

  @Test
  void foreseesWhenEachReplyOfABatchLeaves() {
    long seed = 3;
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      play(1_000_000_000L * i, 1 + random.nextInt(64), random);
    }
    play(2_000_000_000_000L, 64, random);
    // Within what whole numbers leave of a mean.
    assertThat(worst).as("seed %d", seed).isLessThan(4000);
    play(3_000_000_000_000L, 1, random);
    assertThat(worst).as("seed %d", seed).isLessThan(1500);
  }

  @Test
  void doesNotSwingWhenManyRepliesTellTheSame() {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      play(1_000_000_000L * i, 64, random);
    }
    assertThat(departures.leadNanos()).isCloseTo(LEAD, within(2500L));
  }

  @Test
  void ignoresTimesInWhichSomethingElseRan() {
    for (int i = 0; i < 100; i++) {
      departures.answered(1, 600);
      departures.sent(8, 8 * 4000);
      departures.left(1_000_000, 1_002_000);
    }
    long before = departures.expectedNanos(0, 10, 10);
    long lead = departures.leadNanos();
    departures.answered(1, 10_000_000);
    departures.sent(8, 80_000_000);
    departures.left(1_000_000, 51_000_000);
    assertThat(departures.expectedNanos(0, 10, 10)).isEqualTo(before);
    assertThat(departures.leadNanos()).isEqualTo(lead);
  }
}
