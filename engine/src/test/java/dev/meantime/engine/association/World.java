// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;

/// Drives one association against a scripted server on virtual time, and keeps what it did.
final class World {

  static final ReferenceId OWN_ADDRESS = new ReferenceId(0xc0000201);
  static final double PRECISION = 0x1p-24;

  /// Where the monotonic clock starts: near its wrap, which must not matter.
  private static final long MONOTONIC_ORIGIN = Long.MAX_VALUE - 30_000_000_000L;

  private static final long START = 1_800_000_000_000_000_000L;

  /// What happens to a request on its way.
  interface Path {
    /// What arrives at the client, given when the request left.
    List<Arrival> answers(byte[] request, double sentAt);
  }

  /// @param at seconds since the start, true time
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Arrival(double at, byte[] data) {}

  /// @param at seconds since the start
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(double at, byte[] data) {}

  final ClientAssociation association;
  final List<Sent> sent = new ArrayList<>();
  final List<Measurement> measurements = new ArrayList<>();
  final List<AssociationEvent> events = new ArrayList<>();
  final List<Double> updates = new ArrayList<>();
  final List<Double> changes = new ArrayList<>();
  final List<Double> closes = new ArrayList<>();

  final long startNanos;
  FakeServer server = FakeServer.GOOD;
  double outbound = 0.010;
  double inbound = 0.010;
  double processing = 0.0001;
  Optional<String> sendFailure = Optional.empty();
  Optional<PacketTime.Source> kernelTime = Optional.empty();
  PacketTime.Source arrivalTime = PacketTime.Source.KERNEL;
  ClockState own = unsynchronised();
  Path path = this::honestAnswer;

  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparingDouble(Arrival::at));
  private double now;
  private double offsetAtChange;
  private double frequency;
  private double changedAt;
  private double wakeAt = Double.POSITIVE_INFINITY;

  World(AssociationOptions options, SourceEstimator estimator) {
    this(options, estimator, PacketAuthenticator.none(), START);
  }

  /// @param hardwarePatience seconds that an answer waits for the network card's timestamp
  World(AssociationOptions options, SourceEstimator estimator, double hardwarePatience) {
    this(options, estimator, PacketAuthenticator.none(), START, hardwarePatience);
  }

  World(
      AssociationOptions options,
      SourceEstimator estimator,
      PacketAuthenticator authenticator,
      long startNanos) {
    this(options, estimator, authenticator, startNanos, 0);
  }

  private World(
      AssociationOptions options,
      SourceEstimator estimator,
      PacketAuthenticator authenticator,
      long startNanos,
      double hardwarePatience) {
    this.startNanos = startNanos;
    SplittableRandom random = new SplittableRandom(20261122);
    association =
        new ClientAssociation(
            options, authenticator, estimator, PRECISION, hardwarePatience, random::nextLong);
  }

  World start() {
    perform(association.start(clock()));
    return this;
  }

  /// The local clock is so far behind, and falls behind at that rate, from now on.
  World clockIs(double offset, double frequency) {
    this.offsetAtChange = offset;
    this.frequency = frequency;
    this.changedAt = now;
    return this;
  }

  double offset(double at) {
    return offsetAtChange + (at - changedAt) * frequency;
  }

  long localNanos(double at) {
    return startNanos + Math.round((at - offset(at)) * 1e9);
  }

  long trueNanos(double at) {
    return startNanos + Math.round(at * 1e9);
  }

  Now clock() {
    return new Now(localNanos(now), MONOTONIC_ORIGIN + Math.round(now * 1e9));
  }

  OwnClock ownClock() {
    return new OwnClock(own, new ScriptedServedClock(), ScriptedServedClock.SCALE, localNanos(now));
  }

  double now() {
    return now;
  }

  /// When it wants to be woken, seconds since the start.
  double wakeAt() {
    return wakeAt;
  }

  List<Arrival> honestAnswer(byte[] request, double sentAt) {
    double receive = sentAt + outbound;
    double transmit = receive + processing;
    return List.of(
        new Arrival(
            transmit + inbound, server.answer(request, trueNanos(receive), trueNanos(transmit))));
  }

  World runFor(double seconds) {
    double until = now + seconds;
    while (true) {
      Arrival next = arrivals.peek();
      double arrival = next == null ? Double.POSITIVE_INFINITY : next.at();
      double at = Math.min(arrival, wakeAt);
      if (at > until) {
        now = until;
        return this;
      }
      now = Math.max(now, at);
      if (arrival <= wakeAt && next != null) {
        arrivals.remove();
        receive(next.data());
      } else {
        wakeAt = Double.POSITIVE_INFINITY;
        perform(association.onTimer(clock(), ownClock()));
      }
    }
  }

  List<AssociationAction> receive(byte[] data) {
    PacketTime time = new PacketTime(localNanos(now), 0, arrivalTime);
    List<AssociationAction> actions = association.onDatagram(clock(), data, time, ownClock());
    perform(actions);
    return actions;
  }

  void perform(List<AssociationAction> actions) {
    for (AssociationAction action : actions) {
      switch (action) {
        case AssociationAction.Send(byte[] data) -> send(data);
        case AssociationAction.CloseSocket() -> closes.add(now);
        case AssociationAction.WakeAt(long at) -> wakeAt = (at - MONOTONIC_ORIGIN) * 1e-9;
        case AssociationAction.Updated() -> updates.add(now);
        case AssociationAction.Changed() -> changes.add(now);
        case AssociationAction.Measured(Measurement measurement) -> measurements.add(measurement);
        case AssociationAction.Report(AssociationEvent event) -> events.add(event);
      }
    }
  }

  private void send(byte[] data) {
    if (sendFailure.isPresent()) {
      perform(association.onSendFailed(clock(), sendFailure.get()));
      return;
    }
    sent.add(new Sent(now, data));
    arrivals.addAll(path.answers(data, now));
    PacketTime time = new PacketTime(localNanos(now), 0, PacketTime.Source.DAEMON);
    perform(association.onSent(clock(), time, OWN_ADDRESS));
    kernelTime.ifPresent(
        source -> transmitted(data, new PacketTime(time.cookedNanos(), 1e-6, source)));
  }

  /// The last request turns out to have left this much later than it was written.
  void lastLeft(double later, PacketTime.Source source) {
    Sent last = sent.getLast();
    transmitted(last.data(), new PacketTime(localNanos(last.at() + later), 0, source));
  }

  private void transmitted(byte[] data, PacketTime time) {
    perform(association.onTransmitted(clock(), data, time, ownClock()));
  }

  /// Seconds between requests.
  List<Double> intervals() {
    List<Double> intervals = new ArrayList<>();
    for (int i = 1; i < sent.size(); i++) {
      intervals.add(sent.get(i).at() - sent.get(i - 1).at());
    }
    return intervals;
  }

  Measurement lastMeasurement() {
    return measurements.getLast();
  }

  AssociationState state() {
    return association.state();
  }

  long rejected(Rejection reason) {
    return association.rejections().getOrDefault(reason, -1L);
  }

  /// Not more than the printed seed decides.
  static Random random(long seed) {
    return new Random(seed);
  }

  static ClockState unsynchronised() {
    return clockState(16, ReferenceId.NONE, 0, 0);
  }

  static ClockState clockState(int stratum, ReferenceId id, double rootDelay, long reference) {
    return new ClockState(
        stratum == 16 ? LeapIndicator.UNSYNCHRONISED : LeapIndicator.NONE,
        stratum,
        id,
        Optional.empty(),
        reference,
        reference,
        0,
        0,
        0,
        0,
        0,
        0,
        rootDelay,
        0,
        0,
        0,
        0);
  }
}
