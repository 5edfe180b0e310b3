// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.respond.MonotonicScale;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// Two hosts that are each other's peers, and the link between them, on virtual time.
final class PeerWorld {

  static final double PRECISION = 0x1p-24;

  private static final long START = 1_800_000_000_000_000_000L;
  private static final long MONOTONIC_ORIGIN = Long.MAX_VALUE - 30_000_000_000L;

  /// What the link does with a packet.
  interface Link {
    /// Seconds that each copy takes; none when it is lost.
    List<Double> delays(Host from, byte[] data);
  }

  private record Event(double at, long order, Runnable action) {}

  final Host a;
  final Host b;
  Link link = (from, data) -> List.of(from.way);
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::order));
  private double now;
  private long order;

  PeerWorld(Options options) {
    this(options, options, PacketAuthenticator.none(), PacketAuthenticator.none());
  }

  PeerWorld(Options first, Options second, PacketAuthenticator keyA, PacketAuthenticator keyB) {
    a = new Host("a", first, keyA, 1);
    b = new Host("b", second, keyB, 2);
    a.other = b;
    b.other = a;
  }

  /// One side.
  final class Host {

    final String name;
    final ScriptedEstimator estimator = new ScriptedEstimator();
    PeerAssociation association;
    final List<byte[]> sent = new ArrayList<>();
    final List<Double> sentAt = new ArrayList<>();
    final List<Measurement> measurements = new ArrayList<>();
    final List<AssociationEvent> reports = new ArrayList<>();
    double offset;
    double way = 0.010;
    boolean up = true;

    /// Seconds from writing a packet to its departure.
    DoubleSupplier lead = () -> 0;

    boolean kernelTimes = true;
    ClockState own = World.clockState(2, ReferenceId.ofText("GPS"), 0, 0);
    ScriptedServedClock served = new ScriptedServedClock(0, 2, 0x47505300, 0);
    MonotonicScale monotonic = ScriptedServedClock.SCALE;
    private Host other = this;
    private double wakeAt = Double.POSITIVE_INFINITY;
    private final Options options;
    private final PacketAuthenticator key;
    private final SplittableRandom random;

    Host(String name, Options options, PacketAuthenticator key, long seed) {
      this.name = name;
      this.options = options;
      this.key = key;
      this.random = new SplittableRandom(seed);
      this.association = create();
    }

    private PeerAssociation create() {
      return new PeerAssociation(options.build(), key, estimator, PRECISION, random::nextLong);
    }

    /// Forgets everything, as a program that was started anew.
    void restart() {
      association = create();
      perform(association.start(clock()));
    }

    void stratum(int stratum) {
      own = World.clockState(stratum, ReferenceId.ofText("GPS"), 0, 0);
      served = new ScriptedServedClock(0, stratum & 15, 0x47505300, 0);
    }

    /// Puts the clock forward evenly, all at once.
    void correct(double seconds) {
      adjust(ClockAdjustment.Kind.SLEW, seconds);
    }

    void step(double seconds) {
      adjust(ClockAdjustment.Kind.STEP, seconds);
    }

    private void adjust(ClockAdjustment.Kind kind, double seconds) {
      ClockAdjustment adjustment = new ClockAdjustment(kind, localNanos(now), 0, seconds);
      association.onClockAdjusted(adjustment);
      monotonic = monotonic.after(adjustment, () -> monotonic.epoch() + 1);
      offset -= seconds;
    }

    long localNanos(double at) {
      return START + Math.round((at - offset) * 1e9);
    }

    Now clock() {
      return new Now(localNanos(now), MONOTONIC_ORIGIN + Math.round(now * 1e9));
    }

    OwnClock ownClock() {
      return new OwnClock(own, served, monotonic, localNanos(now));
    }

    NtpPacket packet(int index) {
      return FakeServer.parse(sent.get(index));
    }

    NtpPacket lastPacket() {
      return FakeServer.parse(sent.getLast());
    }

    Measurement last() {
      return measurements.getLast();
    }

    long rejected(Rejection reason) {
      return association.rejections().getOrDefault(reason, -1L);
    }

    List<Double> intervals() {
      List<Double> intervals = new ArrayList<>();
      for (int i = 1; i < sentAt.size(); i++) {
        intervals.add(sentAt.get(i) - sentAt.get(i - 1));
      }
      return intervals;
    }

    void receive(byte[] data) {
      if (up) {
        PacketTime time = new PacketTime(localNanos(now), 0, PacketTime.Source.KERNEL);
        perform(association.onDatagram(clock(), data, time, ownClock()));
      }
    }

    void perform(List<AssociationAction> actions) {
      for (AssociationAction action : actions) {
        switch (action) {
          case AssociationAction.Send(byte[] data) -> send(data);
          case AssociationAction.CloseSocket() -> throw new AssertionError("has no socket");
          case AssociationAction.WakeAt(long at) -> wakeAt = (at - MONOTONIC_ORIGIN) * 1e-9;
          case AssociationAction.Updated updated -> {}
          case AssociationAction.Changed changed -> {}
          case AssociationAction.Measured(Measurement measurement) -> measurements.add(measurement);
          case AssociationAction.Report(AssociationEvent event) -> reports.add(event);
        }
      }
    }

    private void send(byte[] data) {
      if (!up) {
        perform(association.onSendFailed(clock(), "down"));
        return;
      }
      sent.add(data);
      sentAt.add(now);
      double leaves = now + lead.getAsDouble();
      for (double delay : link.delays(this, data)) {
        schedule(leaves + delay, () -> other.receive(data));
      }
      perform(
          association.onSent(
              clock(),
              new PacketTime(localNanos(now), 0, PacketTime.Source.DAEMON),
              World.OWN_ADDRESS));
      if (kernelTimes) {
        PeerAssociation sender = association;
        schedule(
            leaves,
            () ->
                sender.onTransmitted(
                    clock(),
                    data,
                    new PacketTime(localNanos(leaves), 0, PacketTime.Source.KERNEL),
                    ownClock()));
      }
    }

    private void onTimer() {
      wakeAt = Double.POSITIVE_INFINITY;
      perform(association.onTimer(clock(), ownClock()));
    }
  }

  double now() {
    return now;
  }

  void schedule(double at, Runnable action) {
    events.add(new Event(at, order++, action));
  }

  PeerWorld start() {
    a.perform(a.association.start(a.clock()));
    b.perform(b.association.start(b.clock()));
    return this;
  }

  PeerWorld runFor(double seconds) {
    double until = now + seconds;
    while (true) {
      Host first = a.wakeAt <= b.wakeAt ? a : b;
      Event event = events.peek();
      double at = Math.min(first.wakeAt, event == null ? Double.POSITIVE_INFINITY : event.at());
      if (at > until) {
        now = until;
        return this;
      }
      now = Math.max(now, at);
      if (event != null && event.at() <= first.wakeAt) {
        events.remove();
        event.action().run();
      } else {
        first.onTimer();
      }
    }
  }
}
