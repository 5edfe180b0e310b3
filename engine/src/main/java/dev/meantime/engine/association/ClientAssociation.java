// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.ExtensionField;
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

/// A client association (RFC 5905 §3, mode 3): asks one server and judges its answers, in basic or
/// interleaved mode (RFC 9769 §2). Confined to the loop.
///
/// At most one request is outstanding, and it is answered at most once. Where the network card
/// stamps packets, an answer may wait a little for the card's timestamp of its request. A request
/// tells nothing but the poll interval. Whatever is not the answer is counted by reason and
/// otherwise without effect, so nobody who cannot see our requests can disturb the association.
public final class ClientAssociation implements Association {

  /// After so many requests without an answer the server has probably forgotten the last one.
  static final int MAX_INTERLEAVED_UNANSWERED = 4;

  private final AssociationOptions options;
  private final PacketAuthenticator authenticator;
  private final Cookies cookies;
  private final List<ExtensionField> fields;

  private final Burst burst = new Burst();
  private final Presence presence;
  private final Schedule schedule;
  private final Request request = new Request();
  private final HardwarePatience hardware;
  private final WarmUp warmUp;
  private final Recognition recognition;
  private final Measurer measurer;
  private final Kisses kisses = new Kisses();
  private final Intake intake;

  private boolean socketOpen;
  private int unanswered;

  /// @param precision of the local clock, seconds, positive
  /// @param hardwarePatience seconds that an answer waits at most for the network card's timestamp
  ///   of its request; 0 where no card is to stamp
  /// @param random 64 unpredictable bits a call
  public ClientAssociation(
      AssociationOptions options,
      PacketAuthenticator authenticator,
      SourceEstimator estimator,
      double precision,
      double hardwarePatience,
      LongSupplier random) {
    this.options = options;
    this.authenticator = authenticator;
    this.hardware = new HardwarePatience(hardwarePatience);
    this.cookies = new Cookies(random);
    this.fields = options.requestFields(version());
    this.presence = new Presence(options.autoOffline(), burst);
    this.schedule = new Schedule(random);
    this.warmUp = new WarmUp(options.interleaved());
    this.recognition = new Recognition(authenticator);
    this.measurer = new Measurer(options, precision);
    this.intake =
        new Intake(options, estimator, precision, random, AnswerTests.MAX_SERVER_INTERVAL);
  }

  @Override
  public List<AssociationAction> start(Now now) {
    if (options.online()) {
      burst.goOnline();
      beginAsking(now);
    }
    return finish(new ArrayList<>());
  }

  @Override
  public List<AssociationAction> onTimer(Now now, OwnClock own) {
    List<AssociationAction> actions = new ArrayList<>();
    if (schedule.isAnswerDue(now)) {
      hardware.onVain();
      release(now, own, actions);
    }
    if (schedule.isSocketDue(now)) {
      closeSocket(actions);
    }
    if (schedule.isRequestDue(now)) {
      ask(now, actions);
    }
    return finish(actions);
  }

  @Override
  public List<AssociationAction> onSent(Now now, PacketTime time, ReferenceId ownAddress) {
    intake.standing().onSent();
    presence.onSent();
    if (request.isOpen()) {
      request.onSent(time, ownAddress);
      schedule.onRequest(now, patience());
      if (!request.isWarmUp()) {
        burst.onRequest(true);
        if (unanswered > 1) {
          intake.onUnanswered();
        }
      }
      schedule.armNext(now, interval());
    }
    return finish(new ArrayList<>());
  }

  @Override
  public List<AssociationAction> onSendFailed(Now now, String reason) {
    List<AssociationAction> actions = new ArrayList<>();
    if (request.isOpen()) {
      burst.onRequest(intake.standing().isReachable());
      schedule.armNext(now, interval());
    }
    closeSocket(actions);
    presence.onSendFailed(reason, actions);
    if (burst.isOffline()) {
      onOffline(actions);
    }
    return finish(actions);
  }

  /// After the measurement it is too late: the socket is closed.
  @Override
  public List<AssociationAction> onTransmitted(
      Now now, byte[] packet, PacketTime time, OwnClock own) {
    List<AssociationAction> actions = new ArrayList<>();
    if (request.onTransmitted(packet, time)) {
      hardware.onTransmitted(time.source());
      if (time.source() == PacketTime.Source.HARDWARE) {
        release(now, own, actions);
      }
    }
    return finish(actions);
  }

  @Override
  public List<AssociationAction> onDatagram(Now now, byte[] data, PacketTime time, OwnClock own) {
    intake.standing().onReceived();
    return switch (PacketCodec.decode(data, data.length)) {
      case Decoded.Malformed malformed -> reject(Rejection.MALFORMED);
      case Decoded.Packet(NtpPacket packet, int macOffset) -> {
        Optional<Rejection> stranger = recognition.stranger(packet, data, macOffset, request);
        if (stranger.isPresent()) {
          yield reject(stranger.get());
        }
        KissCode kiss = KissOfDeath.codeOf(packet);
        if (kiss != KissCode.UNKNOWN) {
          yield onKiss(now, kiss);
        }
        if (!Recognition.hasTimestamps(packet)) {
          yield reject(Rejection.NO_TIMESTAMPS);
        }
        yield onAnswer(now, new HeldAnswer(packet, time), own);
      }
    };
  }

  @Override
  public List<AssociationAction> setOnline(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    if (presence.goOnline(actions)) {
      beginAsking(now);
    }
    return finish(actions);
  }

  @Override
  public List<AssociationAction> setOffline(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    presence.goOffline(actions);
    if (burst.isOffline()) {
      onOffline(actions);
    }
    return finish(actions);
  }

  @Override
  public List<AssociationAction> burst(Now now, int good, int total) {
    if (burst.begin(good, total)) {
      schedule.armFirst(now, interval());
    }
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
      case SLEW, STEP -> request.onClockAdjusted(adjustment);
      case UNKNOWN_STEP -> request.close();
    }
  }

  @Override
  public List<AssociationAction> reset(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    closeSocket(actions);
    intake.reset();
    measurer.reset();
    recognition.reset();
    warmUp.reset();
    unanswered = 0;
    kisses.onSynchronised();
    schedule.forgetLast();
    if (!burst.isOffline()) {
      beginAsking(now);
    }
    actions.add(new AssociationAction.Changed());
    return finish(actions);
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

  private void beginAsking(Now now) {
    unanswered = 0;
    warmUp.reset();
    if (options.iburst()) {
      burst.begin(Burst.INITIAL_GOOD, Burst.INITIAL_TOTAL);
    }
    schedule.armFirst(now, interval());
  }

  private void ask(Now now, List<AssociationAction> actions) {
    boolean burstEnded = burst.isOverBeforeRequest();
    if (burst.isOffline()) {
      onOffline(actions);
      return;
    }
    if (options.burst() && !burstEnded) {
      burst.beginAtPoll(intake.poll(), options.minPoll());
    }
    closeSocket(actions);
    boolean warmsUp =
        warmUp.onRequest(!burst.isRunning() && intake.poll() >= options.presendPoll());
    NtpPacket packet = nextRequest(warmsUp);
    socketOpen = true;
    actions.add(new AssociationAction.Send(authenticator.seal(PacketCodec.encode(packet))));
    schedule.onRequest(now, patience());
    schedule.armNext(now, interval());
    // Nobody waits for the answer to a request that only warms up the path.
    if (!warmsUp && ++unanswered > 1) {
      intake.onPollWithoutSample(actions);
    }
  }

  private NtpPacket nextRequest(boolean warmsUp) {
    NtpTimestamp lastReceive =
        options.interleaved() && unanswered < MAX_INTERLEAVED_UNANSWERED
            ? measurer.lastReceive()
            : NtpTimestamp.ZERO;
    long cookie = cookies.next();
    long interleavedCookie = lastReceive.isZero() ? 0 : cookies.next();
    request.open(cookie, interleavedCookie, warmsUp);
    return NtpPacket.clientRequest(
        version(),
        intake.poll(),
        lastReceive,
        new NtpTimestamp(interleavedCookie),
        new NtpTimestamp(cookie),
        fields);
  }

  private int version() {
    return options.versionOr(authenticator.suggestedVersion());
  }

  private double interval() {
    double seconds = intake.pollSeconds();
    return burst.isRunning()
        ? Burst.interval(seconds)
        : warmUp.isRunning() ? WarmUp.INTERVAL : seconds;
  }

  /// How long an answer can still pass test A, seconds.
  private double patience() {
    return options.maxDelay() + AnswerTests.MAX_SERVER_INTERVAL;
  }

  private List<AssociationAction> reject(Rejection reason) {
    intake.standing().onRejected(reason);
    return List.of();
  }

  private List<AssociationAction> onKiss(Now now, KissCode kiss) {
    List<AssociationAction> actions = new ArrayList<>();
    closeSocket(actions);
    unanswered = 0;
    intake.standing().onRejected(Rejection.KISS);
    double pause = kisses.onKiss(kiss, intake.pollSeconds(), actions);
    if (kiss == KissCode.RATE) {
      burst.end();
      warmUp.reset();
    }
    intake.onKiss(actions);
    askLater(now, pause, actions);
    return finish(actions);
  }

  private List<AssociationAction> onAnswer(Now now, HeldAnswer answer, OwnClock own) {
    List<AssociationAction> actions = new ArrayList<>();
    if (hardware.isWorthwhile(request.time(), answer.received())) {
      request.hold(answer);
      schedule.onAnswerHeld(now, hardware.seconds());
    } else {
      measure(now, answer, own, actions);
    }
    return finish(actions);
  }

  /// What is known of the request by now has to do.
  private void release(Now now, OwnClock own, List<AssociationAction> actions) {
    schedule.onAnswerReleased();
    request.held().ifPresent(answer -> measure(now, answer, own, actions));
  }

  private void measure(Now now, HeldAnswer answer, OwnClock own, List<AssociationAction> actions) {
    NtpPacket packet = answer.packet();
    PacketTime time = answer.received();
    PacketTime sent = request.time();
    boolean interleaved = request.isInterleaved(packet.origin());
    boolean onlyWarmsUp = request.isWarmUp();
    Measurer.Measured measured =
        measurer.measure(packet, interleaved, sent, time, intake.estimate().skew());
    intake.onSourceAdjusted(measured.sourceChange());
    boolean unfit =
        onlyWarmsUp || !measured.reading().synchronised() || measured.repeatsBasic(measurer.last());
    PacketTests result =
        intake.judge(packet, measured.measurement(), unfit, request.ownAddress(), own.state());
    closeSocket(actions);
    intake.standing().onValid();
    recognition.onAnswer(packet);
    boolean used = !interleaved && result.isGood();
    measurer.remember(packet, measured.root(), sent, time, result.isSynchronised(), used);
    if (!onlyWarmsUp) {
      unanswered = 0;
      if (result.isSynchronised()) {
        kisses.onSynchronised();
      }
      intake.take(packet, result, measured.measurement().sample(), actions);
      if (result.isGood()) {
        burst.isOverAfterGood();
      }
    }
    result.firstFailure().ifPresent(intake.standing()::onRejected);
    actions.add(
        new AssociationAction.Measured(
            Measurement.of(packet, result, measured, intake, interleaved)));
    askLater(now, 0, actions);
  }

  private void askLater(Now now, double pause, List<AssociationAction> actions) {
    if (burst.isOffline()) {
      onOffline(actions);
    } else {
      schedule.armNext(now, interval() + pause);
    }
  }

  /// What an offline source said once says nothing about whether it can be reached.
  private void onOffline(List<AssociationAction> actions) {
    closeSocket(actions);
    schedule.stopRequests();
    if (intake.standing().forgetReachability()) {
      actions.add(new AssociationAction.Changed());
    }
  }

  private void closeSocket(List<AssociationAction> actions) {
    request.close();
    schedule.onSocketClosed();
    if (socketOpen) {
      socketOpen = false;
      actions.add(new AssociationAction.CloseSocket());
    }
  }

  /// Adds when to be woken, which is always the last action.
  private List<AssociationAction> finish(List<AssociationAction> actions) {
    schedule.wakeAt().ifPresent(at -> actions.add(new AssociationAction.WakeAt(at)));
    return actions;
  }
}
