// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.association.AssociationState.Activity;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.KnownField;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.MonotonicRoot;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAssociationTest {

  /// Timestamps are random below 2^-24 s.
  private static final Offset<Double> PRECISION = within(1.3e-7);

  private static Options minute() {
    return new Options().poll(6, 6);
  }

  private static PacketAuthenticator key(int id, String secret) {
    return new SymmetricAuthenticator(
        new SymmetricKey(
            id, KeyAlgorithm.SHA1, secret.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }

  @Test
  void eachMeasuresTheOther() {
    PeerWorld world = new PeerWorld(minute());
    world.a.offset = 0.25;
    world.b.offset = 0.125;
    world.start().runFor(64 * 20);
    for (PeerWorld.Host host : List.of(world.a, world.b)) {
      assertThat(host.association.state().reachability().register()).isEqualTo(0xff);
      assertThat(host.association.state().stratum()).isEqualTo(2);
      assertThat(host.last().rejection()).as(host.name).isEmpty();
      assertThat(host.last().sample().delay()).isCloseTo(0.020, PRECISION);
      assertThat(host.last().packet().mode()).isEqualTo(Mode.SYMMETRIC_ACTIVE);
      assertThat(host.last().interleaved()).isFalse();
      assertThat(host.association.state().valid())
          .isGreaterThanOrEqualTo(host.association.state().sent() - 3);
    }
    assertThat(world.a.last().sample().offset()).isCloseTo(0.125, PRECISION);
    assertThat(world.b.last().sample().offset()).isCloseTo(-0.125, PRECISION);
  }

  @Test
  void aPacketTellsHowOurClockStands() {
    PeerWorld world = new PeerWorld(minute());
    world.a.served = new ScriptedServedClock(1, 3, 0x01020304, 2_000_000);
    world.start().runFor(64 * 4);
    NtpPacket packet = world.a.lastPacket();
    assertThat(packet.leap()).isEqualTo(LeapIndicator.INSERT);
    assertThat(packet.stratum()).isEqualTo(3);
    assertThat(packet.precision()).isEqualTo(-24);
    assertThat(packet.poll()).isEqualTo(6);
    assertThat(packet.version()).isEqualTo(4);
    assertThat(packet.referenceId()).isEqualTo(new ReferenceId(0x01020304));
    assertThat(packet.rootDelay()).isEqualTo(new NtpShort(ScriptedServedClock.ROOT_DELAY));
    assertThat(packet.rootDispersion())
        .isEqualTo(new NtpShort(ScriptedServedClock.ROOT_DISPERSION));
    assertThat(packet.reference()).isEqualTo(new NtpTimestamp(ScriptedServedClock.REFERENCE));
    assertThat(
            packet
                .transmit()
                .secondsSince(
                    NtpTimestamp.ofEpochNanos(world.a.localNanos(world.a.sentAt.getLast()))))
        .as("smoothed time is what is told")
        .isCloseTo(0.002, PRECISION);
    assertThat(world.b.last().sample().offset()).isCloseTo(0.002, PRECISION);
  }

  @Test
  void theFieldTellsCorrectionsAndAFinerRoot() {
    Options options = minute();
    options.monotonicRoot = true;
    PeerWorld world = new PeerWorld(options);
    world.a.served = new ScriptedServedClock(0, 2, 0x47505300, 5_000_000);
    world.start().runFor(64 * 4.3);
    assertThat(world.a.sent.getFirst()).hasSize(48 + 28);
    assertThat(told(world.a, 0).receive().isZero()).as("nothing has arrived yet").isTrue();
    assertThat(world.b.last().sample().rootDelay())
        .isCloseTo(ScriptedServedClock.FINE_ROOT_DELAY * 0x1p-28 + 0.02, within(1e-6));
    assertThat(world.b.estimator.sourceAdjustments).as("smoothing is none").isEmpty();
    world.a.correct(0.003);
    world.runFor(64 * 3);
    assertThat(world.b.estimator.sourceAdjustments).hasSize(1);
    assertThat(world.b.estimator.sourceAdjustments.getFirst()).isCloseTo(0.003, within(1e-9));
    assertThat(world.b.last().sample().offset()).isCloseTo(0.008, PRECISION);
    world.a.step(1);
    world.runFor(64 * 3);
    assertThat(world.b.estimator.sourceAdjustments).as("another epoch").hasSize(1);
    assertThat(world.a.estimator.sourceAdjustments).as("b was not corrected").isEmpty();
  }

  private static MonotonicRoot told(PeerWorld.Host host, int packet) {
    return (MonotonicRoot)
        KnownField.of(host.packet(packet).extensionFields().getFirst()).orElseThrow();
  }

  @Test
  void noTimestampIsSentTwice() {
    PeerWorld world = new PeerWorld(minute());
    world.start().runFor(64 * 50);
    Set<NtpTimestamp> seen = new HashSet<>();
    for (byte[] data : world.a.sent) {
      NtpPacket packet = FakeServer.parse(data);
      assertThat(seen.add(packet.transmit())).isTrue();
      assertThat(packet.receive().isZero() || seen.add(packet.receive())).isTrue();
      assertThat(packet.origin()).isNotEqualTo(packet.transmit());
      assertThat(packet.origin().isZero() || !packet.origin().equals(packet.receive())).isTrue();
    }
  }

  @Test
  void theShorterIntervalCounts() {
    PeerWorld world =
        new PeerWorld(
            new Options().poll(8, 8),
            new Options().poll(4, 6),
            PacketAuthenticator.none(),
            PacketAuthenticator.none());
    world.b.estimator.estimate = ScriptedEstimator.estimate(0, 0, 0, 0, 1, 1);
    world.start().runFor(4000);
    int a = world.a.sent.size();
    int b = world.b.sent.size();
    world.runFor(4000);
    assertThat(world.a.sent.size() - a).as("its minpoll is 8").isBetween(14, 17);
    assertThat(world.b.sent.size() - b).isGreaterThan(50);

    PeerWorld swift =
        new PeerWorld(
            new Options().poll(6, 10),
            new Options().poll(6, 6),
            PacketAuthenticator.none(),
            PacketAuthenticator.none());
    swift.a.estimator.estimate = ScriptedEstimator.estimate(64, 0, 0, 0, 10, 0.02);
    swift.start().runFor(6000);
    assertThat(swift.a.association.state().poll()).isEqualTo(10);
    int before = swift.a.sent.size();
    swift.runFor(6400);
    assertThat(swift.a.sent.size() - before).isGreaterThan(85);
    assertThat(swift.a.association.state().reachability().register()).isEqualTo(0xff);
  }

  @Test
  void equalsSendHalfAnIntervalApart() {
    PeerWorld world = new PeerWorld(minute());
    world.start().runFor(64 * 60);
    double last = world.a.sentAt.getLast();
    double phase = Math.abs(last - world.b.sentAt.getLast());
    assertThat(phase).isBetween(20.0, 45.0);
  }

  @Test
  void theNearerOneAnswersTheFurtherAtOnce() {
    PeerWorld world = new PeerWorld(minute());
    world.a.stratum(1);
    world.b.stratum(3);
    world.start().runFor(64 * 80);
    assertThat(world.a.association.state().reachability().register()).isEqualTo(0xff);
    assertThat(world.b.association.state().reachability().register()).isEqualTo(0xff);
    int count = world.a.sentAt.size();
    for (int i = count - 20; i < count; i++) {
      double sent = world.a.sentAt.get(i);
      assertThat(world.b.sentAt).as("just before").anyMatch(at -> at <= sent && at > sent - 8);
    }
    assertThat(world.a.intervals().subList(count - 20, count - 1))
        .allSatisfy(interval -> assertThat(interval).isBetween(63.9, 72.0));
  }

  @Test
  void aPacketNeverTellsALaterTimeThanItLeft() {
    Random random = new Random(20261126);
    PeerWorld world = new PeerWorld(minute());
    world.a.lead = () -> random.nextInt(8) == 0 ? 1e-6 : 300e-6;
    world.start();
    for (int i = 0; i < 40; i++) {
      world.runFor(64);
      NtpTimestamp written =
          NtpTimestamp.ofEpochNanos(world.a.localNanos(world.a.sentAt.getLast()));
      assertThat(world.a.lastPacket().transmit().secondsSince(written)).isCloseTo(0, PRECISION);
    }
    Sample sample = world.b.last().sample();
    assertThat(Math.abs(sample.offset())).isLessThanOrEqualTo(sample.delay() / 2);
  }

  @Test
  void interleavedPacketsTellWhenTheLastOneLeft() {
    Random random = new Random(20261126);
    PeerWorld world = new PeerWorld(minute().interleaved());
    world.a.lead = () -> 0.0005 + random.nextDouble() * 0.0005;
    world.b.lead = () -> 0.0005 + random.nextDouble() * 0.0005;
    world.a.offset = 0.25;
    world.start().runFor(64 * 40);
    for (PeerWorld.Host host : List.of(world.a, world.b)) {
      List<Measurement> recent =
          host.measurements.subList(host.measurements.size() - 20, host.measurements.size());
      assertThat(recent).extracting(Measurement::interleaved).containsOnly(true);
      double offset = host == world.a ? 0.25 : -0.25;
      for (Measurement measurement : recent) {
        assertThat(measurement.rejection()).isEmpty();
        assertThat(measurement.sample().offset()).isCloseTo(offset, PRECISION);
        assertThat(measurement.transmitted()).isEqualTo(PacketTime.Source.KERNEL);
      }
      assertThat(host.estimator.samples.stream().map(Sample::timeNanos))
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void anInterleavedPeerAndABasicOneUnderstandEachOther() {
    PeerWorld world =
        new PeerWorld(
            minute().interleaved(),
            minute(),
            PacketAuthenticator.none(),
            PacketAuthenticator.none());
    world.a.offset = 0.25;
    world.start().runFor(64 * 60);
    assertThat(world.a.measurements).extracting(Measurement::interleaved).containsOnly(false);
    assertThat(world.b.measurements).extracting(Measurement::interleaved).contains(true);
    for (PeerWorld.Host host : List.of(world.a, world.b)) {
      assertThat(host.association.state().good())
          .isGreaterThan(host.association.state().received() - 8);
      assertThat(host.last().sample().offset())
          .isCloseTo(host == world.a ? 0.25 : -0.25, PRECISION);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void survivesALossyLinkInterleaved(long seed) {
    Random random = new Random(seed);
    PeerWorld world = new PeerWorld(minute().interleaved());
    world.a.offset = random.nextGaussian();
    List<byte[]> old = new ArrayList<>();
    world.link =
        (from, data) -> {
          old.add(data);
          List<Double> delays = new ArrayList<>();
          for (int i = random.nextInt(5) == 0 ? 0 : random.nextInt(8) == 0 ? 2 : 1; i > 0; i--) {
            delays.add(0.001 + random.nextDouble() * 0.05);
          }
          if (random.nextInt(4) == 0) {
            byte[] replayed = old.get(random.nextInt(old.size()));
            PeerWorld.Host victim = random.nextBoolean() ? world.a : world.b;
            world.schedule(world.now() + random.nextDouble() * 64, () -> victim.receive(replayed));
          }
          return delays;
        };
    world.start().runFor(64 * 300);
    for (PeerWorld.Host host : List.of(world.a, world.b)) {
      double offset = host == world.a ? world.a.offset : -world.a.offset;
      List<Measurement> good =
          host.measurements.stream().filter(m -> m.rejection().isEmpty()).toList();
      assertThat(good).as("seed %d", seed).hasSizeGreaterThan(90);
      assertThat(good).extracting(Measurement::interleaved).contains(true);
      for (Measurement measurement : good) {
        assertThat(Math.abs(measurement.sample().offset() - offset))
            .as("seed %d", seed)
            .isLessThanOrEqualTo(measurement.sample().delay() / 2 + 2e-7);
      }
      assertThat(host.estimator.samples.stream().map(Sample::timeNanos))
          .as("seed %d", seed)
          .isSorted()
          .doesNotHaveDuplicates();
      long rejected = host.association.rejections().values().stream().mapToLong(n -> n).sum();
      assertThat(host.association.state().received())
          .isEqualTo(host.association.state().good() + rejected);
    }
  }

  @Test
  void aPassivePeerAnswersAtOnce() {
    PeerWorld world = new PeerWorld(minute());
    world.b.up = false;
    world.a.offset = 0.5;
    FakeServer passive = FakeServer.GOOD.withMode(Mode.SYMMETRIC_PASSIVE);
    world.link =
        (from, data) -> {
          double arrives = world.now() + 0.010;
          long nanos = 1_800_000_000_000_000_000L + Math.round(arrives * 1e9);
          byte[] answer = passive.answer(data, nanos, nanos);
          world.schedule(arrives + 0.010, () -> world.a.receive(answer));
          return List.of();
        };
    world.start().runFor(64 * 10);
    assertThat(world.a.last().rejection()).isEmpty();
    assertThat(world.a.last().sample().offset()).isCloseTo(0.5, PRECISION);
    assertThat(world.a.association.state().good()).isEqualTo(world.a.association.state().sent());
    assertThat(world.a.intervals()).allSatisfy(i -> assertThat(i).isBetween(63.9, 72.0));
  }

  @Test
  void packetsOfOtherModesAreNone() {
    PeerWorld world = new PeerWorld(minute());
    world.start().runFor(64 * 3);
    byte[] sent = world.a.sent.getLast();
    int count = 0;
    for (Mode mode : Mode.values()) {
      if (mode != Mode.SYMMETRIC_ACTIVE && mode != Mode.SYMMETRIC_PASSIVE) {
        world.a.receive(FakeServer.GOOD.withMode(mode).answer(sent, 1, 2));
        count++;
      }
    }
    assertThat(world.a.rejected(Rejection.WRONG_MODE)).isEqualTo(count);
    world.a.receive(sent);
    assertThat(world.a.rejected(Rejection.REFLECTED)).isEqualTo(1);
    world.a.receive(new byte[47]);
    assertThat(world.a.rejected(Rejection.MALFORMED)).isEqualTo(1);
  }

  @Test
  void aRepeatedPacketIsADuplicateAndAnOldOneAnswersNothing() {
    PeerWorld world = new PeerWorld(minute());
    world.start().runFor(64 * 10);
    long before = world.a.measurements.size();
    world.a.receive(world.b.sent.getLast());
    assertThat(world.a.rejected(Rejection.DUPLICATE)).isEqualTo(1);
    long strange = world.a.rejected(Rejection.WRONG_ORIGIN);
    for (byte[] old : world.b.sent.subList(0, world.b.sent.size() - 1)) {
      world.a.receive(old);
    }
    assertThat(world.a.rejected(Rejection.WRONG_ORIGIN))
        .isEqualTo(strange + world.b.sent.size() - 1);
    assertThat(world.a.measurements).hasSize((int) before);
    int sent = world.a.sent.size();
    world.runFor(70);
    assertThat(world.a.packet(sent).origin())
        .as("a replay does not end the conversation")
        .isIn(
            world.b.packet(world.b.sent.size() - 1).transmit(),
            world.b.packet(world.b.sent.size() - 2).transmit());
  }

  @Test
  void aSecondAnswerMeasuresNothing() {
    PeerWorld world = new PeerWorld(minute());
    world.b.up = false;
    List<byte[]> answers = new ArrayList<>();
    world.link =
        (from, data) -> {
          for (int i = 0; i < 2; i++) {
            long nanos = world.a.localNanos(world.now() + 0.01 + i);
            byte[] answer =
                FakeServer.GOOD.withMode(Mode.SYMMETRIC_PASSIVE).answer(data, nanos, nanos);
            answers.add(answer);
            world.schedule(world.now() + 0.02 + i, () -> world.a.receive(answer));
          }
          return List.of();
        };
    world.start().runFor(70);
    assertThat(world.a.sent).hasSize(2);
    world.runFor(2);
    assertThat(world.a.measurements).hasSize(2);
    assertThat(world.a.rejected(Rejection.WRONG_ORIGIN)).isEqualTo(2);
    assertThat(world.a.packet(1).origin())
        .as("the newest is named")
        .isEqualTo(FakeServer.parse(answers.get(1)).transmit());
  }

  @Test
  void aPeerThatBeginsAnewIsAnsweredAgain() {
    PeerWorld world = new PeerWorld(minute());
    world.start().runFor(64 * 20);
    world.b.restart();
    world.runFor(64 * 4);
    assertThat(world.a.last().rejection()).isEmpty();
    assertThat(world.b.last().rejection()).isEmpty();
    int before = world.a.measurements.size();
    world.runFor(64 * 10);
    assertThat(world.a.measurements.size() - before).isGreaterThan(7);
  }

  @Test
  void aPeerWhoseClockWasPutBackIsAnsweredAgain() {
    PeerWorld world = new PeerWorld(minute());
    world.start().runFor(64 * 20);
    world.b.offset = 5000;
    world.b.restart();
    world.runFor(64 * 40);
    assertThat(world.a.association.state().reachability().isReachable()).isTrue();
    assertThat(world.a.last().sample().offset()).isCloseTo(-5000, within(1e-6));
  }

  @Test
  void aKeyIsAskedForInBothDirections() {
    PeerWorld good = new PeerWorld(minute(), minute(), key(7, "secret"), key(7, "secret"));
    good.start().runFor(64 * 10);
    assertThat(good.a.sent.getFirst()).hasSize(48 + 24);
    assertThat(good.a.last().rejection()).isEmpty();
    assertThat(good.b.last().rejection()).isEmpty();

    PeerWorld bad = new PeerWorld(minute(), minute(), key(7, "secret"), key(7, "Secret"));
    bad.start().runFor(64 * 10);
    assertThat(bad.a.measurements).isEmpty();
    assertThat(bad.a.rejected(Rejection.FORGED)).isGreaterThan(5);
    assertThat(bad.a.lastPacket().origin()).as("not even greeted").isEqualTo(NtpTimestamp.ZERO);

    PeerWorld none = new PeerWorld(minute(), minute(), key(7, "secret"), key(8, "secret"));
    none.start().runFor(64 * 10);
    assertThat(none.a.rejected(Rejection.WRONG_KEY)).isGreaterThan(5);

    PeerWorld missing =
        new PeerWorld(minute(), minute(), key(7, "secret"), PacketAuthenticator.none());
    missing.start().runFor(64 * 10);
    assertThat(missing.a.rejected(Rejection.AUTHENTICATION_MISSING)).isGreaterThan(5);
  }

  @Test
  void aShiftedTimestampBreaksTheSeal() {
    PeerWorld world = new PeerWorld(minute(), minute(), key(7, "secret"), key(7, "secret"));
    world.link =
        (from, data) -> {
          if (from == world.b) {
            byte[] shifted = data.clone();
            shifted[43]++;
            world.schedule(world.now() + from.way, () -> world.a.receive(shifted));
            return List.of();
          }
          return List.of(from.way);
        };
    world.start().runFor(64 * 10);
    assertThat(world.a.measurements).isEmpty();
    assertThat(world.a.rejected(Rejection.FORGED)).isEqualTo(world.b.sent.size());
  }

  @Test
  void whoFollowsUsIsNotFollowed() {
    PeerWorld world = new PeerWorld(minute());
    world.b.served = new ScriptedServedClock(0, 3, World.OWN_ADDRESS.bits(), 0);
    world.start().runFor(64 * 4);
    assertThat(world.a.last().rejection()).contains(Rejection.LOOP);
    assertThat(world.b.last().rejection()).isEmpty();
  }

  @Test
  void anUnsynchronisedPeerIsToldOursAndNotUsed() {
    PeerWorld world = new PeerWorld(minute());
    world.b.own = World.unsynchronised();
    world.b.served = new ScriptedServedClock();
    world.start().runFor(64 * 10);
    assertThat(world.a.last().rejection()).contains(Rejection.UNSYNCHRONISED);
    assertThat(world.a.association.state().reachability().isReachable()).isFalse();
    assertThat(world.b.last().rejection()).isEmpty();
  }

  @Test
  void offlineItNeitherSendsNorListens() {
    PeerWorld world = new PeerWorld(minute());
    world.start().runFor(64 * 4);
    world.a.perform(world.a.association.setOffline(world.a.clock()));
    int sent = world.a.sent.size();
    int measured = world.a.measurements.size();
    world.runFor(64 * 10);
    assertThat(world.a.sent).hasSize(sent);
    assertThat(world.a.measurements).hasSize(measured);
    assertThat(world.a.association.state().activity()).isEqualTo(Activity.OFFLINE);
    assertThat(world.b.association.state().reachability().isReachable()).isFalse();
    world.a.perform(world.a.association.setOnline(world.a.clock()));
    world.runFor(64 * 6);
    assertThat(world.a.measurements).hasSizeGreaterThan(measured + 2);
    assertThat(world.a.reports)
        .containsExactly(new AssociationEvent.Offline(), new AssociationEvent.Online());
    world.a.perform(world.a.association.burst(world.a.clock(), 4, 4));
    assertThat(world.a.association.state().activity()).isEqualTo(Activity.ONLINE);
  }

  @Test
  void whatIsKeptMovesWithTheClock() {
    PeerWorld world = new PeerWorld(minute().interleaved());
    world.start().runFor(64 * 10.3);
    int before = world.a.measurements.size();
    world.a.association.onClockAdjusted(
        new ClockAdjustment(ClockAdjustment.Kind.STEP, world.a.localNanos(world.now()), 0, 2));
    world.a.offset -= 2;
    world.runFor(64 * 4);
    for (Measurement measurement :
        world.a.measurements.subList(before, world.a.measurements.size())) {
      assertThat(measurement.sample().offset()).isCloseTo(-2, within(1e-6));
    }
    int steps = world.a.measurements.size();
    world.a.association.onClockAdjusted(
        new ClockAdjustment(
            ClockAdjustment.Kind.UNKNOWN_STEP, world.a.localNanos(world.now()), 0, 0));
    world.a.offset = 7;
    world.a.perform(world.a.association.reset(world.a.clock()));
    world.runFor(64 * 8);
    assertThat(world.a.measurements).hasSizeGreaterThan(steps + 3);
    assertThat(world.a.last().sample().offset()).isCloseTo(7, within(1e-6));
  }

  @Test
  void askedToSendLessItDoes() {
    PeerWorld world = new PeerWorld(minute());
    world.b.up = false;
    world.link =
        (from, data) -> {
          byte[] kiss =
              FakeServer.kissing("RATE").withMode(Mode.SYMMETRIC_PASSIVE).answer(data, 1, 2);
          world.schedule(world.now() + 0.02, () -> world.a.receive(kiss));
          return List.of();
        };
    world.start().runFor(64 * 12);
    assertThat(world.a.sent).hasSize(3);
    assertThat(world.a.rejected(Rejection.KISS)).isEqualTo(3);
    assertThat(world.a.reports).containsOnly(new AssociationEvent.RateLimited());
  }

  @Test
  void aKissFromWhoDoesNotSeeOurPacketsHasNoEffect() {
    PeerWorld world = new PeerWorld(minute());
    world.start().runFor(64 * 4);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] forged = world.a.sent.getLast().clone();
      for (int at = 40; at < 48; at++) {
        forged[at] = (byte) random.nextInt();
      }
      world.a.receive(
          FakeServer.kissing("RATE").withMode(Mode.SYMMETRIC_PASSIVE).answer(forged, 1, 2));
    }
    assertThat(world.a.rejected(Rejection.KISS)).isZero();
    int before = world.a.measurements.size();
    world.runFor(64 * 6);
    assertThat(world.a.measurements.size()).isGreaterThan(before + 2);
  }

  @Test
  void randomPacketsNeverMeasureAnything() {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    PeerWorld world =
        new PeerWorld(
            minute().interleaved(), minute().interleaved(), key(7, "secret"), key(7, "secret"));
    world.start().runFor(64 * 6);
    for (int i = 0; i < 50_000; i++) {
      byte[] data = new byte[random.nextInt(4) == 0 ? random.nextInt(200) : 72];
      random.nextBytes(data);
      if (data.length > 0 && random.nextInt(4) > 0) {
        data[0] = (byte) (0x21 + random.nextInt(2));
      }
      if (data.length == 72 && random.nextBoolean()) {
        System.arraycopy(world.b.sent.getLast(), 0, data, 0, random.nextInt(72));
      }
      world.a.receive(data);
    }
    for (Measurement measurement : world.a.measurements) {
      assertThat(measurement.sample().offset()).as("seed %d", seed).isCloseTo(0, PRECISION);
    }
    int before = world.a.measurements.size();
    world.runFor(64 * 6);
    assertThat(world.a.measurements.size()).as("seed %d", seed).isGreaterThan(before + 3);
  }

  @Test
  void aDatagramThatKnowsOurTimestampsNeverThrows() {
    long seed = 20261127;
    SplittableRandom random = new SplittableRandom(seed);
    PeerWorld world = new PeerWorld(minute().interleaved());
    world.start().runFor(64 * 5);
    for (int i = 0; i < 50_000; i++) {
      byte[] data = new byte[48];
      random.nextBytes(data);
      data[0] = (byte) ((random.nextInt(256) & 0xc0) | 0x21);
      NtpPacket last = world.a.lastPacket();
      byte[] origin =
          PacketCodec.encode(
              NtpPacket.clientRequest(
                  4,
                  0,
                  random.nextBoolean() ? last.transmit() : last.receive(),
                  NtpTimestamp.ZERO,
                  NtpTimestamp.ZERO,
                  List.of()));
      System.arraycopy(origin, 24, data, 24, 8);
      world.a.receive(data);
      if (random.nextInt(100) == 0) {
        world.runFor(random.nextInt(60));
      }
    }
    long rejected = world.a.association.rejections().values().stream().mapToLong(n -> n).sum();
    assertThat(world.a.association.state().received())
        .as("seed %d", seed)
        .isEqualTo(world.a.association.state().good() + rejected);
  }
}
