// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.association.PacketTime.Source;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// An answer may wait for the network card's timestamp of its request. The first request leaves at
/// 0.2 s, and its answer is there 20.1 ms later.
class HeldAnswerTest {

  private static final double PATIENCE = 0.001;
  private static final double ANSWERED = 0.2202;
  private static final double WAITED = 0.2212;
  private static final Offset<Double> NANOSECOND = within(1.1e-9);

  private final ScriptedEstimator estimator = new ScriptedEstimator();
  private final Options options = new Options().poll(6, 6);

  private World world(double patience) {
    return new World(options.build(), estimator, patience);
  }

  private World answered() {
    World world = world(PATIENCE).start().runFor(ANSWERED);
    assertThat(world.measurements).isEmpty();
    return world;
  }

  @Test
  void waitsForTheCardsTimestampAndNoLonger() {
    World world = answered();
    world.lastLeft(0.002, Source.KERNEL);
    assertThat(world.measurements).as("the kernel's is not what it waits for").isEmpty();
    world.lastLeft(0.004, Source.HARDWARE);
    assertThat(world.lastMeasurement().transmitted()).isEqualTo(Source.HARDWARE);
    assertThat(estimator.samples.getFirst().delay()).isCloseTo(0.016, NANOSECOND);
    assertThat(estimator.samples.getFirst().offset()).isCloseTo(-0.002, NANOSECOND);
    assertThat(world.closes).hasSize(1);
    world.runFor(1);
    assertThat(estimator.samples).hasSize(1);
  }

  @Test
  void doesNotWaitForWhatHasCome() {
    World world = world(PATIENCE);
    world.kernelTime = Optional.of(Source.HARDWARE);
    world.start().runFor(ANSWERED);
    assertThat(estimator.samples).hasSize(1);
  }

  @Test
  void takesTheKernelsTimestampWhenTheCardsDoesNotCome() {
    World world = answered();
    world.lastLeft(0.004, Source.KERNEL);
    world.runFor(WAITED - ANSWERED);
    assertThat(world.lastMeasurement().transmitted()).isEqualTo(Source.KERNEL);
    assertThat(estimator.samples.getFirst().delay()).isCloseTo(0.016, NANOSECOND);
  }

  @Test
  void waitsNoMoreOnAnInterfaceThatStampsNothing() {
    World world = answered().runFor(WAITED - ANSWERED);
    assertThat(world.measurements).hasSize(1);
    int most = HardwarePatience.MOST_IN_VAIN;
    for (int i = 2; i <= most; i++) {
      runToAnswer(world, i);
      assertThat(world.measurements).as("one may be lost").hasSize(i - 1);
      world.runFor(WAITED - ANSWERED);
    }
    runToAnswer(world, most + 1);
    assertThat(world.measurements).hasSize(most + 1);
    world.arrivalTime = Source.HARDWARE;
    runToAnswer(world, most + 2);
    assertThat(world.measurements).as("the card stamps now").hasSize(most + 1);
    world.lastLeft(0, Source.HARDWARE);
    world.arrivalTime = Source.KERNEL;
    runToAnswer(world, most + 3);
    assertThat(world.measurements).as("it stamped the last request").hasSize(most + 2);
  }

  /// Until the answer to the request of that number has arrived.
  private static void runToAnswer(World world, int request) {
    while (world.sent.size() < request) {
      world.runFor(0.0001);
    }
    world.runFor(0.0202);
  }

  @Test
  void nothingElseIsAnAnswerMeanwhile() {
    World world = answered();
    byte[] request = world.sent.getFirst().data();
    world.receive(FakeServer.GOOD.answer(request, world.trueNanos(5), world.trueNanos(5)));
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(1);
    world.lastLeft(0, Source.HARDWARE);
    assertThat(estimator.samples.getFirst().offset()).isCloseTo(0, NANOSECOND);
  }

  @Test
  void aStepMeanwhileDoesNotShow() {
    World world = world(PATIENCE).clockIs(100, 0).start().runFor(ANSWERED);
    world.association.onClockAdjusted(
        new ClockAdjustment(ClockAdjustment.Kind.STEP, world.localNanos(world.now()), 0, 100));
    world.clockIs(0, 0);
    world.lastLeft(0, Source.HARDWARE);
    assertThat(estimator.samples.getFirst().offset()).isCloseTo(0, NANOSECOND);
    assertThat(estimator.samples.getFirst().delay()).isCloseTo(0.02, NANOSECOND);
  }

  @Test
  void isForgottenWhenTheClockJumps() {
    World world = answered();
    world.association.onClockAdjusted(
        new ClockAdjustment(
            ClockAdjustment.Kind.UNKNOWN_STEP, world.localNanos(world.now()), 0, 0));
    world.lastLeft(0, Source.HARDWARE);
    world.runFor(1);
    assertThat(world.measurements).isEmpty();
  }

  @Test
  void holdsUpNoRequest() {
    World world = world(1000).start().runFor(64 * 3);
    assertThat(world.sent).hasSize(3);
    assertThat(world.measurements).hasSize(3);
    assertThat(world.intervals()).allMatch(seconds -> seconds < 64 * 1.03);
  }
}
