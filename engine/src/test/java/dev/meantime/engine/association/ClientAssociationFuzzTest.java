// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Datagrams that know the cookie, so that they get as far as a datagram can.
class ClientAssociationFuzzTest {

  private static final int ORIGIN = 24;
  private static final int COOKIE = 40;

  /// Runs the corpus beside it by default; `JAZZER_FUZZ=1` searches for more.
  @FuzzTest
  void noDatagramThrows(byte[] data) {
    World world = world();
    withCookie(world, data, true);
    world.receive(data);
    assertConsistent(world, 1);
  }

  @Test
  void noneOfManyRandomDatagramsThrows() {
    long seed = 20261122;
    Random random = new Random(seed);
    World world = world();
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      byte[] data = new byte[random.nextInt(10) == 0 ? random.nextInt(1300) : 48];
      random.nextBytes(data);
      if (data.length > 0 && random.nextInt(4) > 0) {
        data[0] = (byte) (data[0] & 0xc0 | 4 << 3 | 4);
      }
      boolean known = random.nextInt(4) > 0;
      withCookie(world, data, known);
      if (known && data.length >= 48 && random.nextBoolean()) {
        // Close enough in time and quality to be used.
        byte[] good =
            FakeServer.GOOD.answer(
                world.sent.getLast().data(),
                world.trueNanos(world.now()) + random.nextInt(1_000_000),
                world.trueNanos(world.now()) + random.nextInt(1_000_000));
        good[random.nextInt(ORIGIN)] = (byte) random.nextInt();
        data = good;
      }
      int before = world.sent.size();
      world.receive(data);
      while (world.sent.size() == before && random.nextInt(3) > 0) {
        world.runFor(1);
      }
    }
    assertThat(world.state().received()).as("seed %d", seed).isEqualTo(count);
    assertConsistent(world, count);
    assertThat(world.state().good()).as("seed %d", seed).isGreaterThan(100);
    assertThat(world.state().valid() - world.state().good()).isGreaterThan(100);
  }

  private static World world() {
    ScriptedEstimator estimator = new ScriptedEstimator();
    World world = new World(new Options().poll(0, 0).build(), estimator);
    estimator.estimate = ScriptedEstimator.estimate(8, world.startNanos, 0, 1e-6, 0.001, 0.0001);
    world.path = (request, at) -> List.of();
    return world.start().runFor(0.3);
  }

  private static void withCookie(World world, byte[] data, boolean known) {
    if (known && data.length >= 48) {
      byte[] request = world.sent.getLast().data();
      System.arraycopy(Arrays.copyOfRange(request, COOKIE, 48), 0, data, ORIGIN, 8);
    }
  }

  private static void assertConsistent(World world, int received) {
    long rejected = world.association.rejections().values().stream().mapToLong(n -> n).sum();
    assertThat(world.state().good() + rejected).isEqualTo(received);
    assertThat(world.measurements.stream().filter(m -> m.tests().isGood() && !isUsable(m)).toList())
        .isEmpty();
  }

  private static boolean isUsable(Measurement measurement) {
    double delay = measurement.sample().delay();
    return delay > 0 && delay < 3.5 && Double.isFinite(measurement.sample().offset());
  }
}
