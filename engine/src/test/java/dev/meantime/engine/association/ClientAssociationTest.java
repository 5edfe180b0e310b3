// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.association.AssociationState.Activity;
import dev.meantime.engine.association.World.Arrival;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClientAssociationTest {

  private static final Offset<Double> NANOSECOND = within(1e-9);
  private static final OwnClock OWN =
      new OwnClock(World.unsynchronised(), new ScriptedServedClock(), ScriptedServedClock.SCALE, 0);
  private final ScriptedEstimator estimator = new ScriptedEstimator();

  private World world(Options options) {
    return new World(options.build(), estimator);
  }

  private World world() {
    return world(new Options());
  }

  @Test
  void measuresOffsetAndDelayOfAnAsymmetricPath() {
    World world = world().clockIs(0.25, 0);
    world.outbound = 0.030;
    world.inbound = 0.010;
    world.processing = 0.005;
    world.start().runFor(1);
    assertThat(estimator.samples).hasSize(1);
    var sample = estimator.samples.getFirst();
    assertThat(sample.offset()).isCloseTo(0.25 + 0.010, NANOSECOND);
    assertThat(sample.delay()).isCloseTo(0.040, NANOSECOND);
    assertThat(sample.timeNanos()).isEqualTo(world.localNanos(0.2 + 0.0225));
    assertThat(sample.rootDelay()).isCloseTo(0.010 + 0.040, within(2e-5));
    assertThat(world.updates).hasSize(1);
    AssociationState state = world.state();
    assertThat(state.activity()).isEqualTo(Activity.ONLINE);
    assertThat(state.reachability()).isEqualTo(new Reachability(1, 1, 0));
    assertThat(state.stratum()).isEqualTo(2);
    assertThat(state.leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(state.referenceId()).isEqualTo(FakeServer.GOOD.referenceId());
    assertThat(List.of(state.sent(), state.received(), state.valid(), state.good()))
        .containsOnly(1L);
    Measurement measurement = world.lastMeasurement();
    assertThat(measurement.rejection()).isEmpty();
    assertThat(measurement.sample()).isEqualTo(sample);
    assertThat(measurement.transmitted()).isEqualTo(PacketTime.Source.DAEMON);
    assertThat(measurement.received()).isEqualTo(PacketTime.Source.KERNEL);
    assertThat(measurement.interleaved()).isFalse();
    assertThat(measurement.poll()).isEqualTo(6);
  }

  @Test
  void measuresAcrossTheEndOfTheEra() {
    long era1 = 2_085_978_496_000_000_000L;
    World world =
        new World(
            new Options().build(), estimator, PacketAuthenticator.none(), era1 - 205_000_000L);
    world.clockIs(3, 0).start().runFor(1);
    assertThat(estimator.samples.getFirst().offset()).isCloseTo(3, NANOSECOND);
    assertThat(estimator.samples.getFirst().delay()).isCloseTo(0.020, NANOSECOND);
  }

  @Test
  void aRequestTellsNothingButThePoll() {
    World world = world().start().runFor(300);
    Set<Long> cookies = new HashSet<>();
    for (World.Sent sent : world.sent) {
      assertThat(sent.data()).hasSize(48);
      NtpPacket packet = FakeServer.parse(sent.data());
      assertThat(packet).isEqualTo(NtpPacket.clientRequest(4, 6, packet.transmit().bits()));
      assertThat(cookies.add(packet.transmit().bits())).isTrue();
      assertThat(
              Math.abs(
                  packet
                      .transmit()
                      .secondsSince(NtpTimestamp.ofEpochNanos(world.trueNanos(sent.at())))))
          .as("a cookie is not the time")
          .isGreaterThan(1000);
    }
    assertThat(cookies).hasSize(5);
  }

  @Test
  void keepsThePollIntervalUpToTwoPercentLonger() {
    World world = world(new Options().poll(6, 6)).start().runFor(3600);
    assertThat(world.sent.getFirst().at()).isCloseTo(0.2, NANOSECOND);
    assertThat(world.intervals()).allSatisfy(i -> assertThat(i).isBetween(64.0, 65.281));
    assertThat(world.intervals().stream().distinct().count()).isGreaterThan(40);
  }

  @Test
  void closesTheSocketAfterTheAnswerAndAsksAgainWithANewOne() {
    World world = world().start().runFor(1);
    assertThat(world.closes).hasSize(1);
    assertThat(world.closes.getFirst()).isCloseTo(0.2201, within(1e-6));
    world.path = (request, at) -> List.of();
    world.runFor(65);
    assertThat(world.sent).hasSize(2);
    assertThat(world.closes).hasSize(1);
    world.runFor(7);
    assertThat(world.closes).as("maxdelay and 4 s for the server later").hasSize(2);
    assertThat(world.closes.getLast() - world.sent.getLast().at()).isCloseTo(7, NANOSECOND);
  }

  @Test
  void iburstBringsFourSamplesInEightSeconds() {
    World world = world(new Options().iburst()).start().runFor(8);
    assertThat(estimator.samples).hasSize(4);
    assertThat(world.intervals()).allSatisfy(i -> assertThat(i).isBetween(2.0, 2.041));
    assertThat(world.state().activity()).isEqualTo(Activity.ONLINE);
    world.runFor(60);
    assertThat(world.sent).hasSize(4);
    world.runFor(6);
    assertThat(world.sent).hasSize(5);
  }

  @Test
  void iburstSendsEightRequestsAtMost() {
    World world = world(new Options().iburst());
    world.path = (request, at) -> List.of();
    world.start().runFor(20);
    assertThat(world.sent).hasSize(8);
    assertThat(world.state().activity()).isEqualTo(Activity.ONLINE);
  }

  @Test
  void iburstWaitsForTheNetwork() {
    World world = world(new Options().iburst());
    world.sendFailure = Optional.of("network unreachable");
    world.start().runFor(100);
    assertThat(world.events)
        .containsExactly(new AssociationEvent.SendFailed("network unreachable"));
    assertThat(world.state().activity()).isEqualTo(Activity.BURST_ONLINE);
    world.sendFailure = Optional.empty();
    world.runFor(10);
    assertThat(estimator.samples).hasSize(4);
    world.sendFailure = Optional.of("network unreachable");
    world.runFor(200);
    assertThat(world.events).as("told again after it had worked").hasSize(2);
  }

  @Test
  void burstOptionAsksAgainUntilOneAnswerIsGood() {
    Options options = new Options().poll(6, 7);
    options.burst = true;
    World world = world(options);
    estimator.estimate = ScriptedEstimator.estimate(64, world.startNanos, 0, 0, 1e-3, 0.020);
    world.start().runFor(150);
    assertThat(world.state().poll()).isEqualTo(7);
    int before = world.sent.size();
    world.path = (request, at) -> List.of();
    world.runFor(135);
    assertThat(world.sent.size() - before).isEqualTo(2);
    assertThat(world.intervals().getLast()).isBetween(2.0, 2.05);
    assertThat(world.state().activity()).isEqualTo(Activity.ONLINE);
  }

  @Test
  void aBurstOnDemandReturnsToOffline() {
    Options options = new Options();
    options.online = false;
    World world = world(options).start().runFor(1000);
    assertThat(world.sent).isEmpty();
    assertThat(world.state().activity()).isEqualTo(Activity.OFFLINE);
    world.perform(world.association.burst(world.clock(), 2, 5));
    assertThat(world.state().activity()).isEqualTo(Activity.BURST_OFFLINE);
    world.runFor(1000);
    assertThat(world.sent).hasSize(2);
    assertThat(estimator.samples).hasSize(2);
    assertThat(world.state().activity()).isEqualTo(Activity.OFFLINE);
    assertThat(world.state().reachability()).isEqualTo(Reachability.NONE);

    world.path = (request, at) -> List.of();
    world.perform(world.association.burst(world.clock(), 2, 5));
    world.runFor(1000);
    assertThat(world.sent).hasSize(7);
    assertThat(world.state().activity()).isEqualTo(Activity.OFFLINE);
  }

  @Test
  void goesOnlineAndOffline() {
    Options options = new Options().iburst();
    options.online = false;
    World world = world(options).start();
    world.perform(world.association.setOnline(world.clock()));
    assertThat(world.events).containsExactly(new AssociationEvent.Online());
    world.perform(world.association.setOnline(world.clock()));
    world.runFor(8);
    assertThat(estimator.samples).hasSize(4);
    world.perform(world.association.setOffline(world.clock()));
    assertThat(world.events)
        .containsExactly(new AssociationEvent.Online(), new AssociationEvent.Offline());
    assertThat(world.changes).hasSize(1);
    world.runFor(1000);
    assertThat(world.sent).hasSize(4);
  }

  @Test
  void goingOnlineAgainDoesNotAskSoonerThanThePoll() {
    World world = world().start().runFor(10);
    world.perform(world.association.setOffline(world.clock()));
    world.perform(world.association.setOnline(world.clock()));
    world.runFor(60);
    assertThat(world.intervals()).hasSize(1);
    assertThat(world.intervals().getFirst()).isGreaterThanOrEqualTo(64.0);
  }

  @Test
  void goingOfflineForgetsTheOutstandingRequest() {
    World world = world();
    world.outbound = 1;
    world.start().runFor(0.5);
    world.perform(world.association.setOffline(world.clock()));
    assertThat(world.closes).hasSize(1);
    world.runFor(5);
    assertThat(world.measurements).isEmpty();
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(1);
  }

  @Test
  void autoOfflineGivesUpWhenSendingFails() {
    Options options = new Options();
    options.autoOffline = true;
    World world = world(options);
    world.sendFailure = Optional.of("no route");
    world.start().runFor(1000);
    assertThat(world.state().activity()).isEqualTo(Activity.OFFLINE);
    assertThat(world.events)
        .containsExactly(
            new AssociationEvent.SendFailed("no route"), new AssociationEvent.Offline());
  }

  @Test
  void kissRateBacksOffAndEndsTheBurst() {
    World world = world(new Options().iburst());
    world.server = FakeServer.kissing("RATE");
    world.start().runFor(5 * 64);
    assertThat(world.sent).hasSize(1);
    assertThat(world.events).containsExactly(new AssociationEvent.RateLimited());
    assertThat(world.state().activity()).isEqualTo(Activity.ONLINE);
    assertThat(world.rejected(Rejection.KISS)).isEqualTo(1);
    assertThat(world.measurements).isEmpty();
    assertThat(world.state().reachability()).isEqualTo(new Reachability(0, 1, 1));
    world.server = FakeServer.GOOD;
    world.runFor(10);
    assertThat(world.sent).hasSize(2);
    assertThat(world.intervals().getFirst()).isBetween(320.0, 326.5);
    world.runFor(70);
    assertThat(world.intervals().getLast()).isBetween(64.0, 65.3);
  }

  @Test
  void kissRateOfAStrangerIsIgnored() {
    World world = world(new Options().iburst());
    world.path =
        (request, at) -> {
          byte[] forged = FakeServer.kissing("RATE").answer(request, 1, 1);
          forged[30] ^= 1;
          return List.of(new Arrival(at + 0.001, forged));
        };
    world.start().runFor(10);
    assertThat(world.events).isEmpty();
    assertThat(world.sent).hasSizeGreaterThan(4);
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(world.sent.size());
  }

  @Test
  void otherKissesAreToldOnceAndChangeNothing() {
    World world = world();
    world.server = FakeServer.kissing("DENY");
    world.start().runFor(500);
    assertThat(world.events)
        .containsExactly(new AssociationEvent.Kissed(FakeServer.kissing("DENY").referenceId()));
    assertThat(world.sent.size()).isGreaterThan(6);
    assertThat(estimator.samples).isEmpty();
    world.server = FakeServer.GOOD;
    world.runFor(200);
    world.server = FakeServer.kissing("RSTR");
    world.runFor(400);
    assertThat(world.events).hasSize(2);
  }

  @Test
  void anUnknownKissIsAnUnsynchronisedAnswer() {
    World world = world();
    world.server = FakeServer.kissing("XBAD");
    world.start().runFor(1);
    assertThat(world.events).isEmpty();
    assertThat(world.rejected(Rejection.UNSYNCHRONISED)).isEqualTo(1);
  }

  @Test
  void anUnsynchronisedServerIsMeasuredButNeitherUsedNorReached() {
    World world = world();
    world.server = FakeServer.UNSYNCHRONISED;
    world.start().runFor(1);
    assertThat(world.lastMeasurement().rejection()).contains(Rejection.UNSYNCHRONISED);
    assertThat(world.lastMeasurement().tests().isValid()).isTrue();
    assertThat(estimator.samples).isEmpty();
    assertThat(world.updates).isEmpty();
    assertThat(world.state().reachability()).isEqualTo(new Reachability(0, 1, 1));
    assertThat(world.state().valid()).isEqualTo(1);
    assertThat(world.state().good()).isZero();
    assertThat(world.state().stratum()).isZero();
  }

  @Test
  void aSourceThatLosesItsTimeBecomesUnreachableAfterEightPolls() {
    World world = world().start().runFor(1);
    world.server = FakeServer.UNSYNCHRONISED;
    world.runFor(7 * 70);
    assertThat(world.state().reachability().register()).isEqualTo(0x80);
    assertThat(world.changes).isEmpty();
    world.runFor(75);
    assertThat(world.state().reachability().register()).isZero();
    assertThat(world.changes).hasSize(1);
  }

  @Test
  void aMissedAnswerShowsAtTheNextRequest() {
    World world = world().start().runFor(1);
    world.path = (request, at) -> List.of();
    world.runFor(66);
    assertThat(world.sent).hasSize(2);
    assertThat(world.state().reachability().register()).isEqualTo(1);
    world.runFor(66);
    assertThat(world.sent).hasSize(3);
    assertThat(world.state().reachability().register()).isEqualTo(2);
  }

  @Test
  void asksLessOftenWhileNobodyAnswers() {
    World world = world().start().runFor(1);
    world.path = (request, at) -> List.of();
    world.runFor(40_000);
    assertThat(world.state().poll()).isEqualTo(10);
    assertThat(world.state().reachability().register()).isZero();
    assertThat(world.changes).hasSize(world.state().reachability().unreachablePolls());
    int unselected = world.sent.size();

    World followed = world();
    followed.association.setPart(true, 1);
    followed.path = (request, at) -> List.of();
    followed.start().runFor(40_000);
    assertThat(followed.sent.size()).as("0.1 a miss, not 0.25").isGreaterThan(unselected + 10);
  }

  @Test
  void aSecondAnswerToOneRequestIsNotUsed() {
    World world = world();
    world.path =
        (request, at) -> {
          byte[] first = FakeServer.GOOD.answer(request, world.trueNanos(at), world.trueNanos(at));
          byte[] other =
              FakeServer.GOOD.answer(request, world.trueNanos(at) + 9, world.trueNanos(at) + 9);
          return List.of(
              new Arrival(at + 0.01, first),
              new Arrival(at + 0.02, first),
              new Arrival(at + 0.03, other));
        };
    world.start().runFor(1);
    assertThat(estimator.samples).hasSize(1);
    assertThat(world.measurements).hasSize(1);
    assertThat(world.rejected(Rejection.DUPLICATE)).isEqualTo(1);
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(1);
    assertThat(world.state().received()).isEqualTo(3);
  }

  @Test
  void replayedAndLateAnswersAreNotUsed() {
    World world = world();
    byte[][] old = new byte[1][];
    world.path =
        (request, at) -> {
          List<Arrival> answer = world.honestAnswer(request, at);
          if (old[0] == null) {
            old[0] = answer.getFirst().data();
            return answer;
          }
          return List.of(
              new Arrival(at + 0.001, old[0]), new Arrival(at + 70, answer.getFirst().data()));
        };
    world.start().runFor(300);
    assertThat(estimator.samples).hasSize(1);
    assertThat(world.rejected(Rejection.DUPLICATE)).isEqualTo(4);
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).as("late").isEqualTo(3);
  }

  @Test
  void rejectsWhatIsNoAnswerAndWaitsOn() {
    World world = world();
    world.path =
        (request, at) -> {
          long time = world.trueNanos(at);
          byte[] zeroReceive = FakeServer.GOOD.answer(request, time, time);
          Arrays.fill(zeroReceive, 32, 40, (byte) 0);
          byte[] zeroTransmit = FakeServer.GOOD.answer(request, time, time);
          Arrays.fill(zeroTransmit, 40, 48, (byte) 0);
          byte[] zeroOrigin = FakeServer.GOOD.answer(request, time, time);
          Arrays.fill(zeroOrigin, 24, 32, (byte) 0);
          return List.of(
              new Arrival(at + 0.001, request),
              new Arrival(at + 0.002, new byte[47]),
              new Arrival(at + 0.002, new byte[0]),
              new Arrival(
                  at + 0.003,
                  FakeServer.GOOD.withMode(Mode.SYMMETRIC_PASSIVE).answer(request, time, time)),
              new Arrival(at + 0.003, zeroReceive),
              new Arrival(at + 0.003, zeroTransmit),
              new Arrival(at + 0.003, zeroOrigin),
              new Arrival(at + 0.01, FakeServer.GOOD.answer(request, time, time)));
        };
    world.start().runFor(1);
    assertThat(world.rejected(Rejection.REFLECTED)).isEqualTo(1);
    assertThat(world.rejected(Rejection.MALFORMED)).isEqualTo(2);
    assertThat(world.rejected(Rejection.WRONG_MODE)).isEqualTo(1);
    assertThat(world.rejected(Rejection.NO_TIMESTAMPS)).isEqualTo(2);
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(1);
    assertThat(estimator.samples).as("the true answer came after all that").hasSize(1);
    assertThat(world.events).isEmpty();
  }

  @Test
  void theAnswerMustBeAuthentic() {
    record Scripted(PacketAuthenticator.Verdict verdict) implements PacketAuthenticator {
      @Override
      public byte[] seal(byte[] packet) {
        return Arrays.copyOf(packet, packet.length + 20);
      }

      @Override
      public Verdict verify(byte[] packet, int length, int macOffset) {
        return verdict;
      }
    }
    var expected =
        Map.of(
            PacketAuthenticator.Verdict.MISSING, Rejection.AUTHENTICATION_MISSING,
            PacketAuthenticator.Verdict.WRONG_KEY, Rejection.WRONG_KEY,
            PacketAuthenticator.Verdict.FORGED, Rejection.FORGED,
            PacketAuthenticator.Verdict.REFUSED, Rejection.REFUSED);
    expected.forEach((verdict, reason) -> {
      World world =
          new World(
              new Options().build(), estimator, new Scripted(verdict), 1_800_000_000_000_000_000L);
      world.server = FakeServer.kissing("RATE");
      world.start().runFor(1);
      assertThat(world.sent.getFirst().data()).hasSize(68);
      assertThat(world.rejected(reason)).isEqualTo(1);
      assertThat(world.events).as("a forged kiss has no effect").isEmpty();
      assertThat(world.state().valid()).isZero();
    });
    World authentic =
        new World(
            new Options().build(),
            estimator,
            new Scripted(PacketAuthenticator.Verdict.AUTHENTIC),
            1_800_000_000_000_000_000L);
    authentic.start().runFor(1);
    assertThat(estimator.samples).hasSize(1);
  }

  @Test
  void talksWithARealKey() {
    SymmetricKey key = new SymmetricKey(7, KeyAlgorithm.SHA256, new byte[32]);
    PacketAuthenticator server = new SymmetricAuthenticator(key);
    World world =
        new World(
            new Options().poll(4, 4).build(),
            estimator,
            new SymmetricAuthenticator(key),
            1_800_000_000_000_000_000L);
    world.path =
        (request, at) -> {
          assertThat(server.verify(request, request.length, 48))
              .isEqualTo(PacketAuthenticator.Verdict.AUTHENTIC);
          byte[] sealed = server.seal(world.honestAnswer(request, at).getFirst().data());
          byte[] forged = sealed.clone();
          forged[1] ^= 1;
          return List.of(new Arrival(at + 0.02, forged), new Arrival(at + 0.03, sealed));
        };
    world.start().runFor(40);
    assertThat(world.sent.getFirst().data()).as("version 3, 32 octets of digest").hasSize(84);
    assertThat(estimator.samples).hasSize(3);
    assertThat(world.rejected(Rejection.FORGED)).isEqualTo(3);
  }

  @Test
  void aLongMacIsSentInVersion3() {
    PacketAuthenticator longMac =
        new PacketAuthenticator() {
          @Override
          public byte[] seal(byte[] packet) {
            return Arrays.copyOf(packet, packet.length + 36);
          }

          @Override
          public Verdict verify(byte[] packet, int length, int macOffset) {
            return Verdict.AUTHENTIC;
          }

          @Override
          public int suggestedVersion() {
            return 3;
          }
        };
    World world = new World(new Options().build(), estimator, longMac, 0);
    world.path = (request, at) -> List.of();
    world.start().runFor(1);
    assertThat(world.sent.getFirst().data()[0]).isEqualTo((byte) 0x1b);
    Options fixed = new Options();
    fixed.version = 4;
    World four = new World(fixed.build(), estimator, longMac, 0);
    four.path = world.path;
    four.start().runFor(1);
    assertThat(four.sent.getFirst().data()[0]).isEqualTo((byte) 0x23);
  }

  @Test
  void aLoopIsReachedButNotUsed() {
    World world = world();
    world.server = FakeServer.GOOD.withReference(World.OWN_ADDRESS, NtpTimestamp.ZERO);
    world.start().runFor(1);
    assertThat(world.rejected(Rejection.LOOP)).isEqualTo(1);
    assertThat(world.state().reachability().register()).isEqualTo(1);
    assertThat(estimator.samples).isEmpty();
    assertThat(world.lastMeasurement().pollScore()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void aDelayAboveMaxDelayIsReachedButNotUsed() {
    Options options = new Options();
    options.maxDelay = 0.019;
    World world = world(options).start().runFor(1);
    assertThat(world.lastMeasurement().rejection()).contains(Rejection.DELAYED);
    assertThat(world.state().reachability().register()).isEqualTo(1);
    assertThat(estimator.samples).isEmpty();
  }

  @Test
  void presendWarmsUpThePathBeforeEachMeasurement() {
    Options options = new Options();
    options.presendPoll = 6;
    World world = world(options).start().runFor(200);
    assertThat(world.sent).hasSize(7);
    for (int i = 0; i < 6; i++) {
      assertThat(world.intervals().get(i))
          .isBetween(i % 2 == 0 ? 2.0 : 64.0, i % 2 == 0 ? 2.05 : 65.3);
    }
    assertThat(estimator.samples).hasSize(3);
    assertThat(world.state().reachability()).isEqualTo(new Reachability(7, 3, 0));
  }

  @Test
  void aLostWarmUpIsNotAMiss() {
    Options options = new Options();
    options.presendPoll = 6;
    World world = world(options);
    world.path =
        (request, at) -> world.sent.size() % 2 == 1 ? List.of() : world.honestAnswer(request, at);
    world.start().runFor(600);
    assertThat(estimator.samples.size()).isGreaterThan(6);
    assertThat(world.state().reachability().register())
        .isEqualTo((1 << Math.min(8, estimator.samples.size())) - 1);
  }

  @Test
  void filterMakesOneSampleOfSeveralPolls() {
    Options options = new Options().poll(0, 0);
    options.filter = 5;
    World world = world(options);
    world.path =
        (request, at) -> world.sent.size() % 5 == 2 ? List.of() : world.honestAnswer(request, at);
    world.start().runFor(21);
    assertThat(world.state().good()).isBetween(15L, 17L);
    assertThat(estimator.samples).as("four times five polls, missed ones too").hasSize(4);
    assertThat(world.updates).hasSize(4);
  }

  @Test
  void subSecondPollsAreForNearSources() {
    Options options = new Options().poll(-7, -7);
    World near = world(options);
    near.outbound = 0.001;
    near.inbound = 0.001;
    estimator.estimate = ScriptedEstimator.estimate(8, near.startNanos, 0, 0, 1, 0.002);
    near.start().runFor(1.2);
    assertThat(near.state().poll()).isEqualTo(-7);
    assertThat(near.sent.size()).isBetween(120, 130);
    assertThat(near.sent.getLast().data()[2]).isEqualTo((byte) -7);
    near.path = (request, at) -> List.of();
    near.runFor(5);
    assertThat(near.state().poll()).as("not while it does not answer").isZero();

    World far = world(options);
    estimator.estimate = ScriptedEstimator.estimate(8, far.startNanos, 0, 0, 1, 0.011);
    far.start().runFor(10);
    assertThat(far.state().poll()).isZero();
  }

  @Test
  void prefersTheKernelsTimestamp() {
    World world = world();
    world.kernelTime = Optional.of(PacketTime.Source.HARDWARE);
    world.start().runFor(1);
    assertThat(world.lastMeasurement().transmitted()).isEqualTo(PacketTime.Source.HARDWARE);
  }

  @Test
  void aTimestampAfterTheAnswerChangesNothing() {
    World world = world().start().runFor(1);
    world.lastLeft(1e-6, PacketTime.Source.HARDWARE);
    assertThat(estimator.samples).hasSize(1);
    world.runFor(70);
    assertThat(world.lastMeasurement().transmitted()).isEqualTo(PacketTime.Source.DAEMON);
  }

  @Test
  void aStepDuringTheExchangeDoesNotShow() {
    World world = world().clockIs(100, 0);
    world.outbound = 0.5;
    world.inbound = 0.5;
    world.start().runFor(0.7);
    world.association.onClockAdjusted(
        new ClockAdjustment(ClockAdjustment.Kind.STEP, world.localNanos(world.now()), 0, 100));
    world.clockIs(0, 0).runFor(1);
    assertThat(estimator.samples.getFirst().offset()).isCloseTo(0, NANOSECOND);
    assertThat(estimator.samples.getFirst().delay()).isCloseTo(1, NANOSECOND);
  }

  @Test
  void anUnknownStepDuringTheExchangeSpoilsIt() {
    World world = world();
    world.outbound = 0.5;
    world.start().runFor(0.4);
    world.association.onClockAdjusted(
        new ClockAdjustment(ClockAdjustment.Kind.UNKNOWN_STEP, 0, 0, 0));
    world.clockIs(1000, 0).runFor(1);
    assertThat(world.measurements).isEmpty();
    assertThat(world.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(1);
  }

  @Test
  void resetStartsAgain() {
    World world = world(new Options().iburst());
    world.path = (request, at) -> List.of();
    world.start().runFor(20_000);
    assertThat(world.state().poll()).isEqualTo(10);
    world.path = world::honestAnswer;
    int before = world.sent.size();
    world.perform(world.association.reset(world.clock()));
    assertThat(estimator.resets).isEqualTo(1);
    assertThat(world.state().poll()).isEqualTo(6);
    assertThat(world.state().reachability()).isEqualTo(Reachability.NONE);
    assertThat(world.changes.getLast()).isEqualTo(world.now());
    world.runFor(8);
    assertThat(world.sent.size() - before).isEqualTo(4);
    assertThat(estimator.samples).hasSize(4);
  }

  @Test
  void minimumStratumAndCopy() {
    Options options = new Options();
    options.minStratum = 5;
    World raised = world(options).start().runFor(1);
    assertThat(raised.state().stratum()).isEqualTo(5);
    options.minStratum = 0;
    options.copy = true;
    World copied = world(options).start().runFor(1);
    assertThat(copied.state().stratum()).isEqualTo(1);
    assertThat(copied.state().referenceId()).isEqualTo(FakeServer.GOOD.referenceId());
  }

  @Test
  void addsTheConfiguredOffset() {
    Options options = new Options();
    options.offsetCorrection = 0.125;
    world(options).start().runFor(1);
    assertThat(estimator.samples.getFirst().offset()).isCloseTo(0.125, NANOSECOND);
  }

  @Test
  void aBrokenRandomSourceIsNotTolerated() {
    var association =
        new ClientAssociation(
            AssociationOptions.DEFAULT, PacketAuthenticator.none(), estimator, 1e-6, 0, () -> 0);
    association.start(new Now(0, 0));
    assertThatIllegalStateException()
        .isThrownBy(() -> association.onTimer(new Now(0, 1_000_000_000L), OWN));
  }

  @Test
  void wakingForNothingDoesNothing() {
    World world = world().start();
    world.perform(world.association.onTimer(world.clock(), world.ownClock()));
    assertThat(world.sent).isEmpty();
    assertThat(world.wakeAt()).isCloseTo(0.2, within(1e-6));
  }
}
