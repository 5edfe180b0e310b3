// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.KissCode;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A symmetric active association (RFC 5905 §3, modes 1 and 2): two hosts that each may follow the
/// other, sending on their own, in basic or interleaved mode (RFC 9769 §3). Confined to the loop.
///
/// A packet counts when it names the transmit timestamp of our last packet or, interleaved, its
/// receive timestamp; one for each of ours. These are true times and only their lowest bits cannot
/// be foreseen: over a network where others can send in the peer's name it takes a key. Without it
/// a forger who guesses them can at most do what a lying peer can.
public final class PeerAssociation implements Association {

  /// Interleaved: of the interval, the most that a packet's way may take.
  private static final double MAX_WAY = 0.5;

  /// Interleaved: more than this between the departures of two packets means that one was missed.
  private static final double MAX_GAP = 1.5;

  private final AssociationOptions options;
  private final PacketAuthenticator authenticator;
  private final Burst burst = new Burst();
  private final Presence presence;
  private final Schedule schedule;
  private final PeerClock clock;
  private final PeerPhase phase;
  private final Measurer measurer;
  private final PeerRecognition recognition;
  private final Intake intake;
  private final Departure departure = new Departure();
  private final Conversation conversation = new Conversation();
  private final Greeting greeting = new Greeting();
  private final Kisses kisses = new Kisses();

  private ReferenceId ownAddress = ReferenceId.NONE;
  private int ownStratum = 16;
  private int lastPoll;

  /// @param precision of the local clock, seconds, positive
  /// @param random 64 unpredictable bits a call
  public PeerAssociation(
      AssociationOptions options,
      PacketAuthenticator authenticator,
      SourceEstimator estimator,
      double precision,
      LongSupplier random) {
    this.options = options;
    this.authenticator = authenticator;
    this.presence = new Presence(options.autoOffline(), burst);
    this.schedule = new Schedule(random);
    this.clock = new PeerClock(options, precision, random);
    this.phase = new PeerPhase(options);
    this.measurer = new Measurer(options, precision);
    this.recognition = new PeerRecognition(authenticator, clock, measurer);
    this.intake = new Intake(options, estimator, precision, random, Double.POSITIVE_INFINITY);
    this.lastPoll = intake.poll();
  }

  @Override
  public List<AssociationAction> start(Now now) {
    if (options.online()) {
      burst.goOnline();
      schedule.armFirst(now, interval(true, 0));
    }
    return finish(new ArrayList<>());
  }

  @Override
  public List<AssociationAction> onTimer(Now now, OwnClock own) {
    List<AssociationAction> actions = new ArrayList<>();
    if (schedule.isRequestDue(now) && !burst.isOffline()) {
      send(now, own, actions);
    }
    return finish(actions);
  }

  private void send(Now now, OwnClock own, List<AssociationAction> actions) {
    ownStratum = own.state().stratum();
    boolean interleaved =
        options.interleaved()
            && !greeting.isPresent()
            && departure.isSent()
            && measurer.last().isPresent()
            && conversation.isReadyForInterleaved();
    NtpPacket packet = nextPacket(now, own, interleaved);
    actions.add(new AssociationAction.Send(authenticator.seal(PacketCodec.encode(packet))));
    greeting.onSent();
    departure.reset();
    boolean unanswered = conversation.onSending(interleaved);
    armNext(now, true, 0);
    if (unanswered) {
      intake.onPollWithoutSample(actions);
    }
  }

  private NtpPacket nextPacket(Now now, OwnClock own, boolean interleaved) {
    NtpTimestamp origin = greeting.transmit();
    long receivedNanos = greeting.received().cookedNanos();
    Optional<FourTimestamps> last = measurer.last().map(Exchange::times);
    if (!greeting.isPresent() && last.isPresent()) {
      origin = interleaved ? last.get().receive() : last.get().transmit();
      receivedNanos = last.get().received().cookedNanos();
    }
    return clock.write(
        now,
        own,
        options.versionOr(authenticator.suggestedVersion()),
        intake.poll(),
        origin,
        receivedNanos,
        interleaved ? departure.time().cookedNanos() : own.cookedNanos());
  }

  @Override
  public List<AssociationAction> onSent(Now now, PacketTime time, ReferenceId ownAddress) {
    intake.standing().onSent();
    presence.onSent();
    departure.onSent(time);
    this.ownAddress = ownAddress;
    if (conversation.isUnanswered()) {
      intake.onUnanswered();
    }
    armNext(now, true, 0);
    return finish(new ArrayList<>());
  }

  @Override
  public List<AssociationAction> onSendFailed(Now now, String reason) {
    List<AssociationAction> actions = new ArrayList<>();
    conversation.onEnd();
    presence.onSendFailed(reason, actions);
    if (burst.isOffline()) {
      onOffline(actions);
    }
    return finish(actions);
  }

  @Override
  public List<AssociationAction> onTransmitted(
      Now now, byte[] packet, PacketTime time, OwnClock own) {
    if (Departure.isOf(packet, clock.lastTransmit())) {
      departure.onTransmitted(time);
    }
    return List.of();
  }

  @Override
  public List<AssociationAction> onDatagram(Now now, byte[] data, PacketTime time, OwnClock own) {
    intake.standing().onReceived();
    return switch (PacketCodec.decode(data, data.length)) {
      case Decoded.Malformed malformed -> reject(Rejection.MALFORMED);
      case Decoded.Packet(NtpPacket packet, int macOffset) -> {
        Optional<Rejection> stranger = recognition.stranger(packet, data, macOffset);
        if (stranger.isPresent()) {
          yield reject(stranger.get());
        }
        if (!departure.isSent() || !recognition.isAnswer(packet)) {
          greet(packet, time);
          yield reject(Rejection.WRONG_ORIGIN);
        }
        KissCode kiss = KissOfDeath.codeOf(packet);
        if (kiss != KissCode.UNKNOWN) {
          yield conversation.isAwaiting() ? onKiss(now, kiss) : reject(Rejection.WRONG_ORIGIN);
        }
        if (!Recognition.hasTimestamps(packet)) {
          yield reject(Rejection.NO_TIMESTAMPS);
        }
        yield conversation.isAwaiting()
            ? onAnswer(now, packet, time, own)
            : onFurther(packet, time);
      }
    };
  }

  /// A packet that does not answer ours may begin a conversation: naming it in our next packet lets
  /// the peer answer. Not an old one while there is a conversation, or a replay would end it.
  private void greet(NtpPacket packet, PacketTime time) {
    boolean newer =
        !intake.standing().isReachable()
            || measurer
                .last()
                .map(last -> packet.transmit().secondsSince(last.times().transmit()) > 0)
                .orElse(true);
    if (!burst.isOffline() && newer) {
      greeting.onPacket(packet.transmit(), time);
    }
  }

  private List<AssociationAction> reject(Rejection reason) {
    intake.standing().onRejected(reason);
    return List.of();
  }

  private List<AssociationAction> onKiss(Now now, KissCode kiss) {
    List<AssociationAction> actions = new ArrayList<>();
    conversation.onKiss();
    intake.standing().onRejected(Rejection.KISS);
    double pause = kisses.onKiss(kiss, intake.pollSeconds(), actions);
    intake.onKiss(actions);
    schedule.armNext(now, interval(true, 0) + pause);
    return finish(actions);
  }

  /// A second packet before our next one: it is the one to be answered, and measures nothing.
  private List<AssociationAction> onFurther(NtpPacket packet, PacketTime time) {
    Exchange last = measurer.last().orElseThrow();
    if (packet.transmit().secondsSince(last.times().transmit()) > 0) {
      RootDistance root = RootDistance.of(packet);
      boolean synchronised = AnswerTests.isFromSynchronised(packet);
      measurer.remember(packet, root, departure.time(), time, synchronised, true);
    }
    return reject(Rejection.WRONG_ORIGIN);
  }

  private List<AssociationAction> onAnswer(
      Now now, NtpPacket packet, PacketTime time, OwnClock own) {
    List<AssociationAction> actions = new ArrayList<>();
    boolean interleaved = recognition.isInterleaved(packet);
    PacketTime sent = departure.time();
    // The first may be interleaved: it begins the conversation, but its transmit timestamp is of a
    // packet that was not kept.
    boolean measurable = !interleaved || measurer.last().isPresent();
    Measurer.Measured measured =
        measurer.measure(packet, interleaved && measurable, sent, time, intake.estimate().skew());
    intake.onSourceAdjusted(measured.sourceChange());
    boolean unfit =
        !measurable
            || !measured.reading().synchronised()
            || (interleaved && missesPacket(packet, measured.measurement().sample().delay()));
    PacketTests result =
        intake.judge(packet, measured.measurement(), unfit, ownAddress, own.state());
    intake.standing().onValid();
    boolean used = !interleaved && result.isGood();
    measurer.remember(packet, measured.root(), sent, time, result.isSynchronised(), used);
    onConversation(packet, interleaved, own);
    if (result.isSynchronised()) {
      kisses.onSynchronised();
    }
    intake.take(packet, result, measured.measurement().sample(), actions);
    result.firstFailure().ifPresent(intake.standing()::onRejected);
    actions.add(
        new AssociationAction.Measured(
            Measurement.of(packet, result, measured, intake, interleaved)));
    armNext(now, false, (time.cookedNanos() - sent.cookedNanos()) * 1e-9);
    return finish(actions);
  }

  private void onConversation(NtpPacket packet, boolean interleaved, OwnClock own) {
    conversation.onValid(interleaved);
    greeting.reset();
    lastPoll = intake.poll();
    ownStratum = own.state().stratum();
    phase.onPacket(packet.poll(), packet.stratum());
  }

  /// Whether the timestamps of an interleaved packet look as if they were of different exchanges,
  /// because a packet was lost on the way.
  private boolean missesPacket(NtpPacket packet, double delay) {
    Exchange last = measurer.last().orElseThrow();
    double seconds = Math.scalb(1.0, Math.min(phase.remotePoll(), lastPoll));
    double gap = packet.transmit().secondsSince(last.times().transmit());
    return delay > MAX_WAY * seconds
        || packet.receive().secondsSince(packet.transmit()) <= 0
        || (phase.remotePoll() <= lastPoll && gap > MAX_GAP * seconds);
  }

  @Override
  public List<AssociationAction> setOnline(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    if (presence.goOnline(actions)) {
      conversation.reset();
      schedule.armFirst(now, interval(true, 0));
    }
    return finish(actions);
  }

  @Override
  public List<AssociationAction> setOffline(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    presence.goOffline(actions);
    onOffline(actions);
    return finish(actions);
  }

  /// What a peer said once says nothing about whether it can be reached.
  private void onOffline(List<AssociationAction> actions) {
    endConversation();
    schedule.stopRequests();
    if (intake.standing().forgetReachability()) {
      actions.add(new AssociationAction.Changed());
    }
  }

  @Override
  public List<AssociationAction> burst(Now now, int good, int total) {
    return finish(new ArrayList<>());
  }

  @Override
  public void setPart(boolean selected, int combined) {
    intake.setPart(selected, combined);
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    intake.onClockAdjusted(adjustment);
    measurer.onClockAdjusted(adjustment);
    switch (adjustment.kind()) {
      case SLEW, STEP -> {
        departure.onClockAdjusted(adjustment);
        greeting.onClockAdjusted(adjustment);
      }
      case UNKNOWN_STEP -> endConversation();
    }
  }

  /// No packet that is under way counts any more.
  private void endConversation() {
    conversation.onEnd();
    clock.reset();
    departure.reset();
    greeting.reset();
  }

  @Override
  public List<AssociationAction> reset(Now now) {
    endConversation();
    intake.reset();
    measurer.reset();
    phase.reset(options.maxPoll());
    conversation.reset();
    kisses.onSynchronised();
    schedule.forgetLast();
    if (!burst.isOffline()) {
      schedule.armFirst(now, interval(true, 0));
    }
    return finish(new ArrayList<>(List.of(new AssociationAction.Changed())));
  }

  @Override
  public List<AssociationAction> restore(
      Reachability reachability, LeapIndicator leap, int stratum) {
    intake.standing().restore(reachability, leap, stratum);
    return finish(new ArrayList<>(List.of(new AssociationAction.Changed())));
  }

  @Override
  public AssociationState state() {
    return intake.standing().state(burst.activity(), intake.poll());
  }

  @Override
  public Map<Rejection, Long> rejections() {
    return intake.standing().rejections();
  }

  private void armNext(Now now, boolean atSending, double sinceLast) {
    if (atSending) {
      schedule.onRequest(now, 0);
      schedule.onSocketClosed();
    }
    if (!burst.isOffline()) {
      schedule.armNext(now, interval(atSending, sinceLast));
    }
  }

  private double interval(boolean atSending, double sinceLast) {
    return phase.interval(
        intake.pollSeconds(), intake.standing().isReachable(), ownStratum, atSending, sinceLast);
  }

  /// Adds when to be woken, which is always the last action.
  private List<AssociationAction> finish(List<AssociationAction> actions) {
    schedule.wakeAt().ifPresent(at -> actions.add(new AssociationAction.WakeAt(at)));
    return actions;
  }
}
