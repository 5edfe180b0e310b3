// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.estimate.EstimatorOptions;
import dev.meantime.engine.estimate.MultipleModelEstimator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Days of one association with the real estimator, on virtual time.
class ClientAssociationSimTest {

  private static final double DAY = 86_400;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 5);
  }

  private static World noisy(long seed, AssociationOptions options) {
    Random random = new Random(seed);
    World world = new World(options, new MultipleModelEstimator(EstimatorOptions.DEFAULT));
    world.path =
        (request, at) -> {
          world.outbound = 0.005 - 0.0002 * Math.log(1 - random.nextDouble());
          world.inbound = 0.005 - 0.0002 * Math.log(1 - random.nextDouble());
          return world.honestAnswer(request, at);
        };
    return world;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void asksLessOftenWhenTheClockIsSteadyAndMoreOftenWhenItChanges(long seed) {
    World world = noisy(seed, new Options().iburst().build());
    world.clockIs(0.01, 5e-6).start().runFor(2 * DAY);
    assertThat(world.state().poll()).as("seed %d", seed).isEqualTo(10);
    assertThat(world.state().good()).isEqualTo(world.state().sent());

    int before = world.sent.size();
    world.clockIs(world.offset(world.now()), 50e-6).runFor(6 * 1024);
    assertThat(
            world.measurements.stream()
                .skip(before)
                .mapToInt(Measurement::poll)
                .min()
                .orElseThrow())
        .as("seed %d: 45 ppm in 1024 s are 46 ms, against a distance of 5 ms", seed)
        .isLessThanOrEqualTo(7);
    world.runFor(3 * DAY);
    assertThat(world.state().poll()).as("seed %d", seed).isEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRareDelayPeakIsNotTaken(long seed) {
    World world = noisy(seed, new Options().iburst().poll(6, 6).build());
    World.Path quiet = world.path;
    world.path =
        (request, at) ->
            world.sent.size() % 20 == 0
                ? List.of(
                    new World.Arrival(
                        at + 0.155,
                        world.server.answer(
                            request, world.trueNanos(at + 0.15), world.trueNanos(at + 0.15))))
                : quiet.answers(request, at);
    world.start().runFor(DAY / 4);
    long peaks = world.sent.size() / 20;
    assertThat(peaks).isGreaterThan(10);
    assertThat(world.measurements.stream().filter(m -> m.sample().delay() > 0.1))
        .as("seed %d", seed)
        .hasSize((int) peaks)
        .allSatisfy(m -> assertThat(m.rejection()).contains(Rejection.DELAY_DEVIATION));
    assertThat(world.rejected(Rejection.DELAY_DEVIATION))
        .as("seed %d: hardly another one", seed)
        .isBetween(peaks, peaks + 3);
    assertThat(world.state().reachability().register()).isEqualTo(0xff);
  }
}
