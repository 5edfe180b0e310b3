// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DeparturesTest {

  private static final int FINISHING = 700;
  private static final int SENDING = 5200;
  private static final int LEAD = 3000;
  private static final int SPREAD = 400;

  private final Departures departures = new Departures();
  private long earliest;
  private long latest;

  /// Plays a batch of so many, of which the replies leave as the constants above say, and up to
  /// `SPREAD` later.
  private void play(long now, int count, Random random) {
    long lead = departures.leadNanos(false);
    long[] expected = new long[count];
    for (int i = 0; i < count; i++) {
      expected[i] = departures.expectedNanos(now, count, i);
    }
    departures.finished(count, (long) count * FINISHING);
    departures.sent(count, (long) count * SENDING);
    earliest = Long.MAX_VALUE;
    latest = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long left =
          now + (long) count * FINISHING + (long) i * SENDING + LEAD + random.nextInt(SPREAD);
      earliest = Math.min(earliest, left - expected[i] - lead);
      latest = Math.max(latest, left - expected[i] - lead);
      departures.left(false, expected[i], left);
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
    assertThat(earliest).as("seed %d", seed).isGreaterThan(-200);
    assertThat(latest).as("seed %d", seed).isLessThan(SPREAD + 200);
    play(3_000_000_000_000L, 1, random);
    assertThat(earliest).as("seed %d", seed).isBetween(-200L, (long) SPREAD + 200);
  }

  @Test
  void rarelyTellsATimeAfterTheReplyHasLeft() {
    long seed = 5;
    Random random = new Random(seed);
    int late = 0;
    for (int i = 0; i < 20_000; i++) {
      play(1_000_000_000L * i, 1, random);
      late += i >= 10_000 && earliest < 0 ? 1 : 0;
    }
    // One in 17.
    assertThat(late).as("seed %d", seed).isBetween(400, 800);
    assertThat(departures.leadNanos(false)).isBetween(LEAD - 50L, LEAD + 150L);
  }

  /// A processor that has slept takes longer than one that is busy.
  @Test
  void aReplyAfterARestIsAnotherMatter() {
    for (int i = 0; i < 1000; i++) {
      departures.left(true, 0, 9000);
      departures.left(false, 0, 2000);
    }
    assertThat(departures.leadNanos(true)).isBetween(8700L, 9000L);
    assertThat(departures.leadNanos(false)).isBetween(1900L, 2000L);
  }

  /// The first replies are made by code that is still slow.
  @Test
  void reliesOnNothingBeforeItKnowsEnough() {
    for (int i = 0; i < 16; i++) {
      assertThat(departures.leadNanos(true)).isZero();
      assertThat(departures.isUnsure(true)).isTrue();
      departures.left(true, 0, 60_000 - i * 3000);
    }
    assertThat(departures.leadNanos(true)).isEqualTo(15_000);
    assertThat(departures.isUnsure(true)).isFalse();
    assertThat(departures.isUnsure(false)).isTrue();
  }

  @Test
  void followsAChangeForTheQuickerAtOnceAndAnotherSoon() {
    for (int i = 0; i < 100; i++) {
      departures.left(true, 0, 9000 + i % 5 * 100);
    }
    departures.left(true, 0, 4000);
    assertThat(departures.leadNanos(true)).isEqualTo(4000);
    assertThat(departures.isUnsure(true)).isTrue();
    for (int i = 0; i < 16; i++) {
      departures.left(true, 0, 9000 + i % 5 * 100);
    }
    assertThat(departures.leadNanos(true)).isEqualTo(9000);
    assertThat(departures.isUnsure(true)).isFalse();
  }

  @Test
  void ignoresTimesInWhichSomethingElseRan() {
    for (int i = 0; i < 100; i++) {
      departures.finished(1, 600);
      departures.sent(8, 8 * 4000);
      departures.left(false, 1_000_000, 1_002_000);
    }
    long before = departures.expectedNanos(0, 10, 10);
    long lead = departures.leadNanos(false);
    departures.finished(1, 10_000_000);
    departures.sent(8, 80_000_000);
    departures.left(false, 1_000_000, 51_000_000);
    assertThat(departures.expectedNanos(0, 10, 10)).isEqualTo(before);
    assertThat(departures.leadNanos(false)).isEqualTo(lead);
  }
}
