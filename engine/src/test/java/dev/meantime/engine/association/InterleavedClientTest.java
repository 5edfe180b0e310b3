// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client's side of RFC 9769.
class InterleavedClientTest {

  private static final Offset<Double> NANOSECOND = within(1.5e-9);

  private final ScriptedEstimator estimator = new ScriptedEstimator();
  private final Options options = new Options().interleaved();

  private World world() {
    options.poll(6, 6);
    return new World(options.build(), estimator);
  }

  /// Without those that come from the lowest bit of the receive timestamp.
  private List<Double> adjustments() {
    return estimator.sourceAdjustments.stream().filter(change -> Math.abs(change) > 1e-9).toList();
  }

  private static InterleavedServer serve(World world) {
    InterleavedServer server = new InterleavedServer(world);
    world.path = server::answers;
    return server;
  }

  private static NtpPacket request(World world, int index) {
    return FakeServer.parse(world.sent.get(index).data());
  }

  @Test
  void learnsWhenTheLastAnswerReallyLeft() {
    World world = world().clockIs(0.25, 0);
    InterleavedServer server = serve(world);
    world.start().runFor(64 * 7.5);
    assertThat(world.measurements)
        .extracting(Measurement::interleaved)
        .startsWith(false, false, true, true, true, true);
    assertThat(server.interleavedAnswers).isEqualTo(world.sent.size() - 2);
    // The transmit timestamp of a basic answer is 4 ms too early: half of that is in the offset.
    assertThat(world.measurements.get(1).sample().offset()).isCloseTo(0.248, NANOSECOND);
    assertThat(world.measurements.get(1).sample().delay()).isCloseTo(0.024, NANOSECOND);
    for (Measurement measurement : world.measurements.subList(3, world.measurements.size())) {
      assertThat(measurement.rejection()).isEmpty();
      assertThat(measurement.sample().offset()).isCloseTo(0.25, NANOSECOND);
      assertThat(measurement.sample().delay()).isCloseTo(0.020, NANOSECOND);
    }
  }

  @Test
  void theSampleIsOfTheExchangeBefore() {
    World world = world();
    serve(world);
    world.start().runFor(64 * 5.5);
    double before = world.sent.get(4).at();
    assertThat(world.sent).hasSize(6);
    assertThat(world.lastMeasurement().sample().timeNanos())
        .isCloseTo(world.localNanos(before + 0.01205), within(1000L));
    List<Long> times = estimator.samples.stream().map(Sample::timeNanos).toList();
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatABasicAnswerMeasuredIsNotMeasuredAgain() {
    World world = world();
    serve(world);
    world.start().runFor(64 * 2.5);
    assertThat(world.lastMeasurement().interleaved()).isTrue();
    assertThat(world.lastMeasurement().rejection())
        .as("across the exchanges, after a good basic one")
        .contains(Rejection.DELAYED);
    assertThat(estimator.samples).hasSize(2);
  }

  @Test
  void anAnswerThatTakesLongIsMeasuredAcrossTheExchanges() {
    options.interleaved();
    World world = new World(options.poll(0, 0).build(), estimator);
    world.outbound = 0.2;
    world.inbound = 0.2;
    InterleavedServer server = serve(world);
    server.lead = 0.004;
    world.clockIs(0.125, 0).start().runFor(8.9);
    Measurement last = world.lastMeasurement();
    assertThat(last.rejection()).isEmpty();
    assertThat(last.sample().offset()).isCloseTo(0.125, NANOSECOND);
    assertThat(last.sample().delay()).isCloseTo(0.4, NANOSECOND);
    int count = world.sent.size();
    assertThat(last.sample().timeNanos() - world.localNanos(world.sent.get(count - 2).at()))
        .as("between the answer before and this request")
        .isGreaterThan(400_000_000L);
  }

  @Test
  void aRequestNamesTheLastAnswerAndTellsNothingElse() {
    World world = world();
    List<NtpTimestamp> receives = new ArrayList<>();
    InterleavedServer server = new InterleavedServer(world);
    world.path =
        (request, at) -> {
          List<World.Arrival> answers = server.answers(request, at);
          receives.add(FakeServer.parse(answers.getFirst().data()).receive());
          return answers;
        };
    world.start().runFor(64 * 4.5);
    assertThat(request(world, 0).origin()).isEqualTo(NtpTimestamp.ZERO);
    assertThat(request(world, 0).receive()).isEqualTo(NtpTimestamp.ZERO);
    Set<Long> random = new HashSet<>();
    for (int i = 1; i < world.sent.size(); i++) {
      NtpPacket packet = request(world, i);
      assertThat(packet)
          .isEqualTo(
              NtpPacket.clientRequest(
                  4, 6, receives.get(i - 1), packet.receive(), packet.transmit(), List.of()));
      assertThat(random.add(packet.receive().bits())).isTrue();
      assertThat(random.add(packet.transmit().bits())).isTrue();
    }
    assertThat(random).doesNotContain(0L);
  }

  @Test
  void asksInBasicModeAfterFourRequestsWithoutAnAnswer() {
    World world = world();
    InterleavedServer server = serve(world);
    world.start().runFor(64 * 3.5);
    int before = world.sent.size();
    world.path = (request, at) -> List.of();
    world.runFor(66 * 5.5);
    for (int i = before; i < before + 4; i++) {
      assertThat(request(world, i).origin().isZero()).isFalse();
    }
    assertThat(request(world, before + 4).origin().isZero()).isTrue();
    assertThat(request(world, before + 4).receive().isZero()).isTrue();
    world.path = server::answers;
    world.runFor(66);
    assertThat(world.lastMeasurement().interleaved()).isFalse();
    assertThat(world.lastMeasurement().rejection()).isEmpty();
    world.runFor(66 * 4);
    assertThat(world.lastMeasurement().interleaved()).isTrue();
    assertThat(world.lastMeasurement().rejection()).isEmpty();
  }

  @Test
  void isAtHomeWithAServerThatOnlyKnowsBasicMode() {
    World world = world().clockIs(1, 0).start().runFor(64 * 10);
    assertThat(world.measurements).extracting(Measurement::interleaved).containsOnly(false);
    assertThat(world.state().good()).isEqualTo(world.state().sent());
    assertThat(estimator.samples).last().extracting(Sample::offset).isEqualTo(1.0);
  }

  @Test
  void withoutTheOptionAnInterleavedAnswerIsNone() {
    World world = new World(new Options().poll(6, 6).build(), estimator);
    world.path =
        (request, at) -> {
          byte[] answer = world.server.answer(request, world.trueNanos(at), world.trueNanos(at));
          // Returns the receive timestamp, which is zero, in place of the transmit timestamp.
          Arrays.fill(answer, 24, 32, (byte) 0);
          return List.of(new World.Arrival(at + 0.02, answer));
        };
    world.start().runFor(200);
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(world.sent.size());
    assertThat(world.measurements).isEmpty();
  }

  @Test
  void repeatedAndOldAnswersAreRejectedByTheRightTest() {
    World world = world();
    InterleavedServer server = new InterleavedServer(world);
    List<byte[]> answers = new ArrayList<>();
    world.path =
        (request, at) -> {
          List<World.Arrival> arrivals = new ArrayList<>(server.answers(request, at));
          answers.add(arrivals.getFirst().data());
          arrivals.add(new World.Arrival(arrivals.getFirst().at() + 1, answers.getLast()));
          return arrivals;
        };
    world.start().runFor(64 * 5.5);
    int count = world.sent.size();
    assertThat(world.rejected(Rejection.DUPLICATE)).isEqualTo(count);
    assertThat(world.measurements).hasSize(count);
    world.path = (request, at) -> List.of(new World.Arrival(at + 0.01, answers.get(3)));
    world.runFor(66);
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(1);
    assertThat(world.measurements).hasSize(count);
  }

  @Test
  void whatIsKeptMovesWithTheClock() {
    World world = world();
    serve(world);
    world.start().runFor(64 * 4.5);
    long now = world.localNanos(world.now());
    world.association.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.STEP, now, 0, -0.5));
    world.clockIs(0.5, 0).runFor(64);
    assertThat(world.lastMeasurement().interleaved()).isTrue();
    assertThat(world.lastMeasurement().rejection()).isEmpty();
    assertThat(world.lastMeasurement().sample().offset()).isCloseTo(0.5, NANOSECOND);
  }

  @Test
  void anUnknownStepMakesItBeginInBasicMode() {
    World world = world();
    serve(world);
    world.start().runFor(64 * 4.5);
    long now = world.localNanos(world.now());
    world.association.onClockAdjusted(
        new ClockAdjustment(ClockAdjustment.Kind.UNKNOWN_STEP, now, 0, 0));
    int before = world.sent.size();
    world.runFor(66);
    assertThat(request(world, before).origin().isZero()).isTrue();
    assertThat(world.lastMeasurement().interleaved()).isFalse();
  }

  @Test
  void twoPacketsPrepareThePath() {
    options.presendPoll = 6;
    World world = world();
    serve(world);
    world.start().runFor(250);
    assertThat(world.intervals().subList(0, 2)).allSatisfy(i -> assertThat(i).isBetween(2.0, 2.05));
    assertThat(world.intervals().get(2)).isGreaterThan(60);
    assertThat(world.intervals().subList(3, 5)).allSatisfy(i -> assertThat(i).isBetween(2.0, 2.05));
    List<Measurement> used =
        world.measurements.stream().filter(m -> m.rejection().isEmpty()).toList();
    assertThat(world.measurements.stream().filter(m -> m.rejection().isPresent()))
        .allSatisfy(m -> assertThat(m.rejection()).contains(Rejection.DELAYED));
    assertThat(used).hasSize(4);
    assertThat(used).extracting(Measurement::interleaved).containsOnly(true);
    assertThat(used).allSatisfy(m -> assertThat(m.sample().offset()).isCloseTo(0, NANOSECOND));
  }

  @Test
  void anUnsynchronisedPastIsNotUsed() {
    World world = world();
    InterleavedServer server = serve(world);
    world.server = FakeServer.UNSYNCHRONISED;
    world.start().runFor(64 * 2.5);
    world.server = FakeServer.GOOD;
    world.runFor(64);
    assertThat(server.interleavedAnswers).isEqualTo(2);
    assertThat(world.lastMeasurement().interleaved()).isTrue();
    assertThat(world.lastMeasurement().rejection()).contains(Rejection.DELAYED);
    world.runFor(66);
    assertThat(world.lastMeasurement().rejection()).isEmpty();
  }

  @Test
  void theFieldTellsTheServersCorrectionsAndAFinerRoot() {
    options.monotonicRoot = true;
    World world = world();
    InterleavedServer server = serve(world);
    server.forgets = true;
    world.start().runFor(64 * 2.5);
    assertThat(world.sent.getFirst().data()).hasSize(48 + 28);
    assertThat(adjustments()).isEmpty();
    assertThat(estimator.samples.getLast().rootDelay()).isCloseTo(0.25 + 0.024, within(2e-8));
    server.corrected = 0.003;
    world.runFor(66);
    assertThat(adjustments()).hasSize(1);
    assertThat(adjustments().getFirst()).isCloseTo(0.003, NANOSECOND);
    server.corrected = 0.001;
    world.runFor(66);
    assertThat(adjustments().get(1)).isCloseTo(-0.002, NANOSECOND);
    server.epoch++;
    server.corrected = 1;
    world.runFor(66);
    assertThat(adjustments()).as("another epoch").hasSize(2);
    server.corrected = 20;
    world.runFor(66);
    assertThat(adjustments()).as("too much").hasSize(2);
  }

  @Test
  void anInterleavedSampleIsPutOntoTheServersNewScale() {
    options.monotonicRoot = true;
    World world = world();
    InterleavedServer server = serve(world);
    world.start().runFor(64 * 4.5);
    server.corrected = 0.003;
    world.runFor(64);
    assertThat(world.lastMeasurement().interleaved()).isTrue();
    assertThat(world.lastMeasurement().rejection()).isEmpty();
    // The server's memory is of true departures, so the transmit timestamp is on the new scale
    // already and the receive timestamp is not.
    assertThat(world.lastMeasurement().sample().offset()).isBetween(0.003, 0.0046);
  }

  /// Whatever the network does, an error stays within half the delay that was measured with it.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void errsByHalfTheDelayAtMost(long seed) {
    Random random = new Random(seed);
    options.poll(random.nextInt(6) - 2, 5).iburst();
    options.presendPoll = random.nextBoolean() ? 0 : 100;
    World world = new World(options.build(), estimator);
    InterleavedServer server = new InterleavedServer(world);
    server.lead = 0;
    List<byte[]> old = new ArrayList<>();
    world.path =
        (request, at) -> {
          world.outbound = random.nextDouble() * (random.nextInt(10) == 0 ? 3 : 0.05);
          world.inbound = random.nextDouble() * (random.nextInt(10) == 0 ? 3 : 0.05);
          List<World.Arrival> arrivals = new ArrayList<>(server.answers(request, at));
          if (!old.isEmpty() && random.nextInt(3) == 0) {
            arrivals.add(
                new World.Arrival(at + random.nextDouble(), old.get(random.nextInt(old.size()))));
          }
          old.add(arrivals.getFirst().data());
          return random.nextInt(4) == 0 ? List.of() : arrivals;
        };
    world.clockIs(random.nextGaussian() * 100, 0).start().runFor(4000);
    double offset = world.offset(world.now());
    assertThat(world.measurements).as("seed %d", seed).hasSizeGreaterThan(20);
    assertThat(world.measurements).extracting(Measurement::interleaved).contains(true);
    Set<NtpTimestamp> answered = new HashSet<>();
    for (Measurement measurement : world.measurements) {
      assertThat(answered.add(measurement.packet().origin())).as("seed %d", seed).isTrue();
      if (measurement.rejection().isEmpty()) {
        assertThat(Math.abs(measurement.sample().offset() - offset))
            .as("seed %d", seed)
            .isLessThanOrEqualTo(measurement.sample().delay() / 2 + 1e-8);
      }
    }
    assertThat(estimator.samples.stream().map(Sample::timeNanos))
        .as("seed %d: an estimator forgets all when time goes back", seed)
        .isSorted()
        .doesNotHaveDuplicates();
  }
}
