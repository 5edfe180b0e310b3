// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.association.World.Arrival;
import dev.meantime.wire.NtpTimestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A network that loses, delays, reorders, repeats and damages.
class ClientAssociationPropertyTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void usesEachRequestOnceAndErrsByHalfTheDelayAtMost(long seed) {
    Random random = new Random(seed);
    ScriptedEstimator estimator = new ScriptedEstimator();
    Options options = new Options().poll(random.nextInt(8) - 3, 6).iburst();
    options.presendPoll = random.nextBoolean() ? 0 : 100;
    World world = new World(options.build(), estimator);
    List<byte[]> old = new ArrayList<>();
    Map<Long, Double> sentAt = new HashMap<>();
    world.path =
        (request, at) -> {
          sentAt.put(FakeServer.parse(request).transmit().bits(), at);
          return hostile(random, world, old, request, at);
        };
    world.clockIs(random.nextGaussian() * 1000, 0).start();
    for (int i = 0; i < 50; i++) {
      disturb(random, world);
      world.runFor(200);
    }
    assertThat(world.measurements).as("seed %d", seed).hasSizeGreaterThan(20);
    Set<NtpTimestamp> answered = new HashSet<>();
    for (Measurement measurement : world.measurements) {
      assertThat(answered.add(measurement.packet().origin())).as("seed %d", seed).isTrue();
      assertThat(sentAt).containsKey(measurement.packet().origin().bits());
      double error = measurement.sample().offset() - world.offset(world.now());
      assertThat(Math.abs(error))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(measurement.sample().delay() / 2 + 2e-9);
    }
    long good = world.measurements.stream().filter(m -> m.tests().isGood()).count();
    assertThat(world.state().good()).isEqualTo(good);
    assertThat(world.state().valid()).isEqualTo(world.measurements.size());
    assertThat(world.state().sent()).isEqualTo(world.sent.size());
    long rejected = world.association.rejections().values().stream().mapToLong(n -> n).sum();
    assertThat(world.state().received())
        .as("seed %d: every datagram is good or has a reason", seed)
        .isEqualTo(good + rejected);
  }

  private static void disturb(Random random, World world) {
    var association = world.association;
    switch (random.nextInt(8)) {
      case 0 -> world.perform(association.setOffline(world.clock()));
      case 1 -> world.perform(association.burst(world.clock(), 2, 6));
      case 2 -> world.perform(association.reset(world.clock()));
      case 3 -> world.perform(association.onTimer(world.clock(), world.ownClock()));
      default -> world.perform(association.setOnline(world.clock()));
    }
  }

  private static List<Arrival> hostile(
      Random random, World world, List<byte[]> old, byte[] request, double at) {
    List<Arrival> arrivals = new ArrayList<>();
    // Before this request is answered: a replay of the future would be none.
    if (!old.isEmpty() && random.nextInt(3) == 0) {
      arrivals.add(new Arrival(at + delay(random), old.get(random.nextInt(old.size()))));
    }
    int copies = 1 + random.nextInt(3);
    for (int i = 0; i < copies; i++) {
      if (random.nextInt(4) == 0) {
        continue; // lost
      }
      double receive = at + delay(random);
      double transmit = receive + random.nextDouble() * 0.01;
      FakeServer server = random.nextInt(10) == 0 ? FakeServer.UNSYNCHRONISED : FakeServer.GOOD;
      byte[] answer = server.answer(request, world.trueNanos(receive), world.trueNanos(transmit));
      double back = transmit + delay(random);
      arrivals.add(new Arrival(back, answer));
      old.add(answer);
      if (random.nextInt(3) == 0) {
        arrivals.add(new Arrival(back + random.nextDouble(), answer)); // repeated
      }
      if (random.nextInt(3) == 0) {
        // Damaged in the 32 upper bits of the origin timestamp, which only we can know.
        byte[] damaged = answer.clone();
        damaged[24 + random.nextInt(4)] ^= (byte) (1 << random.nextInt(8));
        arrivals.add(new Arrival(back - 1e-4, damaged));
      }
    }
    return arrivals;
  }

  private static double delay(Random random) {
    return random.nextInt(20) == 0 ? random.nextDouble() * 100 : 0.001 + random.nextDouble() * 0.1;
  }
}
