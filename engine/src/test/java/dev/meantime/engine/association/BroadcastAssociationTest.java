// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.estimate.EstimatorOptions;
import dev.meantime.engine.estimate.MultipleModelEstimator;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.MacField;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BroadcastAssociationTest {

  private static final Offset<Double> NANOSECOND = within(2e-9);
  private static final long START = 1_800_000_000_000_000_000L;
  private static final long MONOTONIC_ORIGIN = Long.MAX_VALUE - 30_000_000_000L;
  private static final double WAY = 0.010;

  private final ScriptedEstimator estimator = new ScriptedEstimator();
  private BroadcastAssociation association = listening(PacketAuthenticator.none());
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<byte[]> requests = new ArrayList<>();
  private final List<AssociationEvent> events = new ArrayList<>();
  private int changes;
  private double now;
  private double wakeAt = Double.POSITIVE_INFINITY;
  private double offset;
  private boolean serverAnswers = true;
  private double serverOffset;
  private boolean interleaves;
  private NtpTimestamp departed = NtpTimestamp.ZERO;

  private BroadcastAssociation listening(PacketAuthenticator authenticator) {
    SplittableRandom random = new SplittableRandom(5);
    return new BroadcastAssociation(
        new Options().poll(6, 10).build(), authenticator, estimator, 0x1p-24, 0, random::nextLong);
  }

  private static PacketAuthenticator key() {
    return new SymmetricAuthenticator(
        new SymmetricKey(3, KeyAlgorithm.SHA1, "broadcast".getBytes(StandardCharsets.US_ASCII)));
  }

  private long localNanos(double at) {
    return START + Math.round((at - offset) * 1e9);
  }

  private Now clock() {
    return new Now(localNanos(now), MONOTONIC_ORIGIN + Math.round(now * 1e9));
  }

  private OwnClock own() {
    return new OwnClock(
        World.unsynchronised(),
        new ScriptedServedClock(),
        ScriptedServedClock.SCALE,
        localNanos(now));
  }

  private NtpTimestamp serverTime(double at) {
    return NtpTimestamp.ofEpochNanos(START + Math.round((at + serverOffset) * 1e9));
  }

  private void perform(List<AssociationAction> actions) {
    for (AssociationAction action : actions) {
      switch (action) {
        case AssociationAction.Send(byte[] data) -> send(data);
        case AssociationAction.WakeAt(long at) -> wakeAt = (at - MONOTONIC_ORIGIN) * 1e-9;
        case AssociationAction.Changed changed -> changes++;
        case AssociationAction.Measured(Measurement measurement) -> {
          measurements.add(measurement);
          if (measurement.rejection().isEmpty()) {
            // What an estimator would make of an exact sample.
            estimator.estimate =
                ScriptedEstimator.estimate(
                    estimator.samples.size(),
                    measurement.sample().timeNanos(),
                    measurement.sample().offset(),
                    0,
                    1,
                    measurement.sample().delay());
          }
        }
        case AssociationAction.Report(AssociationEvent event) -> events.add(event);
        case AssociationAction.CloseSocket close -> {}
        case AssociationAction.Updated updated -> {}
      }
    }
  }

  private void send(byte[] data) {
    requests.add(data);
    perform(
        association.onSent(
            clock(),
            new PacketTime(localNanos(now), 0, PacketTime.Source.KERNEL),
            World.OWN_ADDRESS));
    if (serverAnswers) {
      NtpTimestamp there = serverTime(now + WAY);
      byte[] answer = PacketCodec.encode(FakeServer.GOOD.reply(data, there, there));
      now += 2 * WAY;
      receive(answer);
    }
  }

  private void receive(byte[] data) {
    PacketTime time = new PacketTime(localNanos(now), 0, PacketTime.Source.KERNEL);
    perform(association.onDatagram(clock(), data, time, own()));
  }

  private byte[] broadcast(int poll) {
    NtpPacket empty =
        FakeServer.GOOD
            .withMode(Mode.BROADCAST)
            .reply(
                PacketCodec.encode(NtpPacket.clientRequest(4, poll, 0)),
                NtpTimestamp.ZERO,
                serverTime(now - WAY));
    return PacketCodec.encode(
        new NtpPacket(
            empty.leap(),
            4,
            Mode.BROADCAST,
            empty.stratum(),
            poll,
            empty.precision(),
            empty.rootDelay(),
            empty.rootDispersion(),
            empty.referenceId(),
            empty.reference(),
            interleaves ? departed : NtpTimestamp.ZERO,
            NtpTimestamp.ZERO,
            empty.transmit(),
            List.of(),
            new MacField.None()));
  }

  private void runUntil(double until) {
    while (wakeAt <= until) {
      now = Math.max(now, wakeAt);
      wakeAt = Double.POSITIVE_INFINITY;
      perform(association.onTimer(clock(), own()));
    }
    now = Math.max(now, until);
  }

  private void broadcastsFor(int count) {
    for (int i = 0; i < count; i++) {
      runUntil(Math.floor(now / 64) * 64 + 64);
      receive(broadcast(6));
    }
  }

  private void start() {
    perform(association.start(clock()));
  }

  private Measurement last() {
    return measurements.getLast();
  }

  private long rejected(Rejection reason) {
    return association.rejections().getOrDefault(reason, -1L);
  }

  @Test
  void asksHowLongTheWayIsAndThenOnlyListens() {
    offset = 0.25;
    start();
    runUntil(60);
    assertThat(requests).hasSize(4);
    assertThat(estimator.samples).hasSize(4);
    assertThat(association.state().reachability().isReachable())
        .as("the volley is not what it listens for")
        .isFalse();
    broadcastsFor(20);
    assertThat(requests).hasSize(4);
    assertThat(estimator.samples).hasSize(24);
    assertThat(last().packet().mode()).isEqualTo(Mode.BROADCAST);
    assertThat(last().rejection()).isEmpty();
    assertThat(last().sample().offset()).isCloseTo(0.25, NANOSECOND);
    assertThat(last().sample().delay()).isCloseTo(0.020, NANOSECOND);
    assertThat(last().sample().rootDelay()).isCloseTo(0.030, within(2e-5));
    AssociationState state = association.state();
    assertThat(state.reachability().register()).isEqualTo(0xff);
    assertThat(state.poll()).isEqualTo(6);
    assertThat(state.stratum()).isEqualTo(2);
    assertThat(state.sent()).isEqualTo(4);
    assertThat(state.received()).isEqualTo(24);
    assertThat(state.good()).isEqualTo(24);
  }

  @Test
  void asksAgainNowAndThen() {
    start();
    runUntil(60);
    broadcastsFor(300);
    assertThat(requests).hasSize(8);
    assertThat(measurements).allSatisfy(m -> assertThat(m.rejection()).isEmpty());
    perform(association.burst(clock(), 1, 1));
    runUntil(now + 20);
    assertThat(requests).hasSize(12);
  }

  @Test
  void withoutAnAnswerNoBroadcastIsUsed() {
    serverAnswers = false;
    start();
    runUntil(60);
    broadcastsFor(3);
    assertThat(estimator.samples).isEmpty();
    assertThat(last().rejection()).contains(Rejection.DELAYED);
    assertThat(requests).hasSizeGreaterThanOrEqualTo(8);
    int before = requests.size();
    serverAnswers = true;
    broadcastsFor(6);
    assertThat(requests.size()).isGreaterThan(before);
    assertThat(last().rejection()).isEmpty();
  }

  @Test
  void oldAndRepeatedBroadcastsDoNotCount() {
    start();
    runUntil(60);
    List<byte[]> old = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      runUntil(64.0 * (i + 1));
      old.add(broadcast(6));
      receive(old.getLast());
    }
    int count = measurements.size();
    receive(old.getLast());
    assertThat(rejected(Rejection.DUPLICATE)).isEqualTo(1);
    runUntil(now + 60);
    old.subList(0, 9).forEach(this::receive);
    assertThat(rejected(Rejection.OUT_OF_ORDER)).isEqualTo(9);
    assertThat(measurements).hasSize(count);
  }

  @Test
  void moreThanAnnouncedAreTooMany() {
    start();
    runUntil(64);
    receive(broadcast(6));
    runUntil(64 + 31.9);
    receive(broadcast(6));
    assertThat(rejected(Rejection.TOO_SOON)).isEqualTo(1);
    runUntil(64 + 32.1);
    receive(broadcast(6));
    assertThat(rejected(Rejection.TOO_SOON)).isEqualTo(1);
    runUntil(500);
    receive(broadcast(18));
    receive(broadcast(-1));
    assertThat(rejected(Rejection.IMPLAUSIBLE_POLL)).isEqualTo(2);
  }

  @Test
  void aBroadcastThatWasHeldBackIsNotUsed() {
    start();
    runUntil(60);
    broadcastsFor(5);
    runUntil(now + 60);
    byte[] recorded = broadcast(6);
    runUntil(now + 4);
    int count = estimator.samples.size();
    receive(recorded);
    assertThat(last().rejection()).contains(Rejection.DELAYED);
    assertThat(estimator.samples).hasSize(count);
  }

  @Test
  void aServerThatWasPutForwardIsAskedAgain() {
    start();
    runUntil(60);
    broadcastsFor(5);
    int before = requests.size();
    serverOffset = 100;
    broadcastsFor(8);
    assertThat(requests.size()).isGreaterThan(before);
    assertThat(last().rejection()).isEmpty();
    assertThat(last().sample().offset()).isCloseTo(100, NANOSECOND);
  }

  @Test
  void anInterleavedBroadcastTellsWhenTheLastOneLeft() {
    start();
    runUntil(60);
    interleaves = true;
    for (int i = 1; i < 10; i++) {
      runUntil(64.0 * i);
      NtpTimestamp exact = serverTime(now - WAY);
      // The packet claims to have left 3 ms before it did.
      serverOffset = -0.003;
      byte[] packet = broadcast(6);
      serverOffset = 0;
      receive(packet);
      departed = exact;
    }
    assertThat(last().interleaved()).isTrue();
    assertThat(last().rejection()).isEmpty();
    assertThat(last().sample().offset()).isCloseTo(0, NANOSECOND);
    assertThat(last().sample().timeNanos()).isEqualTo(localNanos(64 * 8));
    assertThat(measurements.get(4).sample().offset()).as("basic").isCloseTo(-0.003, NANOSECOND);
    assertThat(estimator.samples.stream().map(Sample::timeNanos))
        .isSorted()
        .doesNotHaveDuplicates();
    // One was lost: the origin is of one that was not seen.
    departed = serverTime(now + 64);
    runUntil(now + 128);
    receive(broadcast(6));
    assertThat(last().interleaved()).isFalse();
  }

  @Test
  void missedBroadcastsMakeItUnreachable() {
    start();
    runUntil(60);
    broadcastsFor(3);
    runUntil(now + 64 * 9);
    assertThat(association.state().reachability().isReachable()).isFalse();
    assertThat(association.state().reachability().size()).isEqualTo(8);
    assertThat(changes).isPositive();
  }

  @Test
  void aKeyIsAskedFor() {
    association = listening(key());
    start();
    runUntil(60);
    receive(broadcast(6));
    assertThat(rejected(Rejection.AUTHENTICATION_MISSING)).isEqualTo(requests.size() + 1);
    byte[] sealed = key().seal(broadcast(6));
    sealed[47]++;
    receive(sealed);
    assertThat(rejected(Rejection.FORGED)).isEqualTo(1);
    assertThat(measurements).isEmpty();
    receive(key().seal(broadcast(6)));
    assertThat(measurements).hasSize(1);
  }

  @Test
  void offlineItDoesNotListen() {
    start();
    runUntil(60);
    broadcastsFor(2);
    int count = measurements.size();
    perform(association.setOffline(clock()));
    broadcastsFor(2);
    assertThat(measurements).hasSize(count);
    assertThat(association.state().activity()).isEqualTo(AssociationState.Activity.OFFLINE);
    perform(association.setOnline(clock()));
    broadcastsFor(3);
    assertThat(measurements).hasSizeGreaterThan(count);
    assertThat(events)
        .containsExactly(new AssociationEvent.Offline(), new AssociationEvent.Online());
  }

  @Test
  void whatIsKeptMovesWithTheClock() {
    start();
    runUntil(60);
    interleaves = true;
    for (int i = 1; i < 6; i++) {
      runUntil(64.0 * i);
      receive(broadcast(6));
      departed = serverTime(now - WAY);
    }
    association.onClockAdjusted(
        new ClockAdjustment(ClockAdjustment.Kind.STEP, localNanos(now), 0, 1));
    offset = -1;
    runUntil(64 * 6);
    receive(broadcast(6));
    assertThat(last().interleaved()).isTrue();
    assertThat(last().sample().offset()).isCloseTo(-1, NANOSECOND);
    association.onClockAdjusted(
        new ClockAdjustment(ClockAdjustment.Kind.UNKNOWN_STEP, localNanos(now), 0, 0));
    perform(association.reset(clock()));
    assertThat(estimator.samples).isEmpty();
    offset = 5;
    runUntil(64 * 7);
    assertThat(estimator.samples).isNotEmpty();
    interleaves = false;
    runUntil(64 * 8);
    receive(broadcast(6));
    assertThat(last().sample().offset()).isCloseTo(5, NANOSECOND);
  }

  @Test
  void noDatagramThrows() {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    start();
    runUntil(60);
    for (int i = 0; i < 50_000; i++) {
      byte[] data = random.nextInt(3) > 0 ? broadcast(6) : new byte[random.nextInt(200)];
      int changed = random.nextInt(6);
      for (int k = 0; k < changed && data.length > 0; k++) {
        data[random.nextInt(data.length)] = (byte) random.nextInt();
      }
      receive(data);
      if (random.nextInt(20) == 0) {
        runUntil(now + random.nextInt(100));
      }
    }
    long rejected = association.rejections().values().stream().mapToLong(n -> n).sum();
    assertThat(association.state().received())
        .as("seed %d", seed)
        .isEqualTo(association.state().good() + rejected);
    assertThat(association.state().good()).isGreaterThan(4);
  }

  @Test
  void worksWithTheRealEstimator() {
    MultipleModelEstimator real = new MultipleModelEstimator(EstimatorOptions.DEFAULT);
    SplittableRandom random = new SplittableRandom(6);
    association =
        new BroadcastAssociation(
            new Options().build(), PacketAuthenticator.none(), real, 0x1p-24, 0, random::nextLong);
    offset = 0.5;
    start();
    runUntil(60);
    broadcastsFor(600);
    assertThat(real.estimate().offset()).isCloseTo(0.5, within(1e-6));
    assertThat(real.estimate().samples()).isGreaterThan(30);
    assertThat(association.state().reachability().register()).isEqualTo(0xff);
  }
}
