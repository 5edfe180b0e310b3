// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.systemtests.ServerUnderTest.Kind;
import dev.meantime.systemtests.ServerUnderTest.Statistics;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many good requests a second from one client, as fast as they are answered.
class ServingUnderLoadTest {

  private static final long SEED = 99;
  private static final int ROUNDS = 10;
  private static final long REQUESTS = 10_000;
  private static final String CLIENT = "127.0.0.1";

  /// The least that we answer of what chronyd answers in the same time, on a machine that has other
  /// work as well.
  private static final double LEAST_RATE = 0.5;

  @TempDir Path directory;

  @Test
  void everyRequestIsAnsweredAndCounted() {
    SplittableRandom random = new SplittableRandom(SEED);
    try (ServerUnderTest theirs = ServerUnderTest.serving(Kind.CHRONYD, directory);
        ServerUnderTest ours = ServerUnderTest.serving(Kind.MEANTIME, directory);
        DatagramStorm toThem = DatagramStorm.on(CLIENT, theirs.at(CLIENT));
        DatagramStorm toUs = DatagramStorm.on(CLIENT, ours.at(CLIENT))) {
      toUs.send(REQUESTS, () -> Requests.client(4, random.nextLong()));
      Statistics before = ours.statistics();
      long requestsBefore = toUs.sent() + toUs.fences();
      long theirNanos = 0;
      long ourNanos = 0;
      for (int round = 0; round < ROUNDS; round++) {
        theirNanos += nanos(toThem, random);
        ourNanos += nanos(toUs, random);
      }
      double theirRate = ROUNDS * REQUESTS / (theirNanos * 1e-9);
      double ourRate = ROUNDS * REQUESTS / (ourNanos * 1e-9);
      System.out.printf(
          "requests/s answered: chronyd %.0f, ours %.0f; seed %d%n", theirRate, ourRate, SEED);
      assertThat(toThem.answers()).isEqualTo(toThem.sent());
      assertThat(toUs.answers()).isEqualTo(toUs.sent());
      Statistics after = ours.statistics();
      assertThat(after.received() - before.received())
          .isEqualTo(toUs.sent() + toUs.fences() - requestsBefore);
      assertThat(after.dropped()).isZero();
      assertThat(ourRate).isGreaterThan(LEAST_RATE * theirRate);
    }
  }

  private static long nanos(DatagramStorm storm, SplittableRandom random) {
    long start = System.nanoTime();
    storm.send(REQUESTS, () -> Requests.client(4, random.nextLong()));
    return System.nanoTime() - start;
  }
}
