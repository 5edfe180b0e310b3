// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.KissCode;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A client association (RFC 5905 §3, mode 3): asks one server and judges its answers. Confined to
/// the loop.
///
/// At most one request is outstanding, and it is answered at most once. A request tells nothing but
/// the poll interval. Whatever is not the answer is counted by reason and otherwise without effect,
/// so nobody who cannot see our requests can disturb the association.
public final class ClientAssociation {

  /// Seconds from a request that only prepares the path (`presend`) to the one that measures.
  static final double WARM_UP_INTERVAL = 2;

  /// By how many poll intervals the next request is put off when the source asks for less.
  static final int RATE_LIMITED_POLLS = 4;

  /// A random source that yields nothing new this often in a row is broken.
  private static final int MAX_COOKIE_TRIES = 8;

  private final AssociationOptions options;
  private final PacketAuthenticator authenticator;
  private final SourceEstimator estimator;
  private final double precision;
  private final LongSupplier random;

  private final Burst burst = new Burst();
  private final Schedule schedule;
  private final PollInterval poll;
  private final Request request = new Request();
  private final DelayTest delayTest;
  private final AnswerTests tests;
  private final SampleCombiner combiner;
  private final Recognition recognition;
  private final Standing standing;

  private boolean selected;
  private int combined = 1;
  private boolean socketOpen;
  private boolean warmedUp;
  private int unanswered;
  private boolean kissReported;
  private String reportedFailure = "";
  private double lastGoodDelay = Double.POSITIVE_INFINITY;

  /// @param precision of the local clock, seconds, positive
  /// @param random 64 unpredictable bits a call
  public ClientAssociation(
      AssociationOptions options,
      PacketAuthenticator authenticator,
      SourceEstimator estimator,
      double precision,
      LongSupplier random) {
    this.options = options;
    this.authenticator = authenticator;
    this.estimator = estimator;
    this.precision = precision;
    this.random = random;
    this.schedule = new Schedule(random);
    this.poll = new PollInterval(options.minPoll(), options.maxPoll(), options.pollTarget());
    this.delayTest = DelayTest.of(options, precision, random);
    this.tests = new AnswerTests(options, delayTest);
    this.recognition = new Recognition(authenticator);
    this.standing = new Standing(options);
    this.combiner = SampleCombiner.of(options.filter(), precision);
  }

  /// Begins; asks at once unless it starts offline.
  public List<AssociationAction> start(Now now) {
    if (options.online()) {
      burst.goOnline();
      beginAsking(now);
    }
    return finish(new ArrayList<>());
  }

  /// Does what is due. Called early or for nothing, it only says again when it wants to be called.
  public List<AssociationAction> onTimer(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    if (schedule.isSocketDue(now)) {
      closeSocket(actions);
    }
    if (schedule.isRequestDue(now)) {
      ask(now, actions);
    }
    return finish(actions);
  }

  /// The request left.
  ///
  /// @param ownAddress the reference ID that the source would show if it followed us: from the
  ///   local address; {@link ReferenceId#NONE} when nobody can follow us because we do not serve
  public List<AssociationAction> onSent(Now now, PacketTime time, ReferenceId ownAddress) {
    standing.onSent();
    reportedFailure = "";
    if (request.isOpen()) {
      request.onSent(time, ownAddress);
      schedule.onRequest(now, patience());
      if (!request.isWarmUp()) {
        burst.onRequest(true);
        if (unanswered > 1) {
          poll.onMissed(selected);
        }
      }
      schedule.armNext(now, interval());
    }
    return finish(new ArrayList<>());
  }

  /// The request could not be sent.
  ///
  /// @param reason one sentence for a person
  public List<AssociationAction> onSendFailed(Now now, String reason) {
    List<AssociationAction> actions = new ArrayList<>();
    if (request.isOpen()) {
      burst.onRequest(standing.isReachable());
      schedule.armNext(now, interval());
    }
    closeSocket(actions);
    if (!reason.equals(reportedFailure)) {
      reportedFailure = reason;
      actions.add(new AssociationAction.Report(new AssociationEvent.SendFailed(reason)));
    }
    if (options.autoOffline()) {
      leave(actions);
    }
    return finish(actions);
  }

  /// A better timestamp of the last request. It may come before {@link #onSent}; after the answer
  /// it is too late, and before the next answer it is ignored if it belongs to another request or
  /// is more than a second off the time given to {@link #onSent}.
  public void onTransmitted(byte[] request, PacketTime time) {
    this.request.onTransmitted(request, time);
  }

  /// Something arrived on the request's socket.
  ///
  /// @param own how our own clock stands, for the loop test
  public List<AssociationAction> onDatagram(Now now, byte[] data, PacketTime time, ClockState own) {
    standing.onReceived();
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
        yield onAnswer(now, packet, time, own);
      }
    };
  }

  /// Asks from now on. A burst that would have returned to being offline returns to being online.
  public List<AssociationAction> setOnline(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    boolean wasOffline = burst.isOffline();
    if (burst.goOnline()) {
      actions.add(new AssociationAction.Report(new AssociationEvent.Online()));
    }
    if (wasOffline) {
      beginAsking(now);
    }
    return finish(actions);
  }

  /// Asks no more. A running burst ends first.
  public List<AssociationAction> setOffline(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    leave(actions);
    return finish(actions);
  }

  /// Asks quickly until `good` usable answers came or `total` requests were sent; then it is online
  /// or offline as before. Does nothing while a burst is running, or for counts below 1.
  public List<AssociationAction> burst(Now now, int good, int total) {
    if (burst.begin(good, total)) {
      schedule.armFirst(now, interval());
    }
    return finish(new ArrayList<>());
  }

  /// What the selection made of this source. When the clock follows it, missed answers lengthen the
  /// interval more slowly; when it does so with others, each of them is asked less often.
  ///
  /// @param selected whether it leads
  /// @param combined how many sources are combined, this one among them; 1 when it is not
  public void setPart(boolean selected, int combined) {
    this.selected = selected;
    this.combined = combined;
  }

  /// Corrects the timestamps it keeps. The estimator is told by whoever owns it.
  public void onClockAdjusted(ClockAdjustment adjustment) {
    combiner.onClockAdjusted(adjustment);
    switch (adjustment.kind()) {
      case SLEW, STEP -> request.onClockAdjusted(adjustment);
      case UNKNOWN_STEP -> request.close();
    }
  }

  /// Drops what was measured and starts again at the shortest interval; for a new address or a
  /// clock that was stepped by somebody else.
  public List<AssociationAction> reset(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    closeSocket(actions);
    estimator.reset();
    combiner.reset();
    delayTest.reset();
    poll.reset();
    forgetAnswers();
    schedule.forgetLast();
    if (!burst.isOffline()) {
      beginAsking(now);
    }
    actions.add(new AssociationAction.Changed());
    return finish(actions);
  }

  /// Takes over what was known of the source before the program was started anew; its samples are
  /// the estimator's.
  public List<AssociationAction> restore(
      Reachability reachability, LeapIndicator leap, int stratum) {
    standing.restore(reachability, leap, stratum);
    return finish(new ArrayList<>(List.of(new AssociationAction.Changed())));
  }

  public AssociationState state() {
    return standing.state(burst.activity(), poll.poll());
  }

  /// How many datagrams and measurements were not used, by reason; a copy.
  public Map<Rejection, Long> rejections() {
    return standing.rejections();
  }

  private void beginAsking(Now now) {
    unanswered = 0;
    warmedUp = false;
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
      burst.beginAtPoll(poll.poll(), options.minPoll());
    }
    closeSocket(actions);
    warmedUp = !warmedUp && !burst.isRunning() && poll.poll() >= options.presendPoll();
    long cookie = freshCookie();
    request.open(cookie, warmedUp);
    socketOpen = true;
    actions.add(
        new AssociationAction.Send(
            authenticator.seal(
                PacketCodec.encode(NtpPacket.clientRequest(version(), poll.poll(), cookie)))));
    schedule.onRequest(now, patience());
    schedule.armNext(now, interval());
    // Nobody waits for the answer to a request that only warms up the path.
    if (!warmedUp && ++unanswered > 1) {
      onPollWithoutSample(actions);
    }
  }

  private int version() {
    return options.version() > 0 ? options.version() : authenticator.suggestedVersion();
  }

  private long freshCookie() {
    for (int i = 0; i < MAX_COOKIE_TRIES; i++) {
      long cookie = random.getAsLong();
      if (cookie != 0 && cookie != request.cookie()) {
        return cookie;
      }
    }
    throw new IllegalStateException("the random source repeats itself");
  }

  private double interval() {
    double seconds = poll.seconds();
    return burst.isRunning() ? Burst.interval(seconds) : warmedUp ? WARM_UP_INTERVAL : seconds;
  }

  /// How long an answer can still pass test A, seconds.
  private double patience() {
    return options.maxDelay() + AnswerTests.MAX_SERVER_INTERVAL;
  }

  private List<AssociationAction> reject(Rejection reason) {
    standing.onRejected(reason);
    return List.of();
  }

  private List<AssociationAction> onKiss(Now now, KissCode kiss) {
    List<AssociationAction> actions = new ArrayList<>();
    closeSocket(actions);
    unanswered = 0;
    standing.onRejected(Rejection.KISS);
    double pause = 0;
    if (kiss == KissCode.RATE) {
      burst.end();
      warmedUp = false;
      pause = RATE_LIMITED_POLLS * poll.seconds();
      actions.add(new AssociationAction.Report(new AssociationEvent.RateLimited()));
    } else if (!kissReported) {
      // Once until it answers properly again: whoever can see our requests could fill the log.
      kissReported = true;
      actions.add(new AssociationAction.Report(new AssociationEvent.Kissed(kiss.referenceId())));
    }
    poll.onUnusable(false, isNear());
    onPollWithoutSample(actions);
    if (burst.isOffline()) {
      onOffline(actions);
    } else {
      schedule.armNext(now, interval() + pause);
    }
    return finish(actions);
  }

  private List<AssociationAction> onAnswer(
      Now now, NtpPacket packet, PacketTime time, ClockState own) {
    List<AssociationAction> actions = new ArrayList<>();
    PacketTime transmitted = request.time();
    boolean warmUp = request.isWarmUp();
    SourceEstimate estimate = estimator.estimate();
    OffsetMeasurement measurement =
        OffsetMeasurement.ofBasic(
            packet, transmitted, time, precision, estimate.skew(), options.offsetCorrection());
    PacketTests result =
        tests.judge(packet, measurement, estimate, warmUp, request.ownAddress(), own);
    closeSocket(actions);
    standing.onValid();
    recognition.onAnswer(packet);
    if (!warmUp) {
      unanswered = 0;
      digest(packet, result, measurement.sample(), actions);
    }
    result.firstFailure().ifPresent(standing::onRejected);
    actions.add(
        new AssociationAction.Measured(
            new Measurement(
                packet,
                result,
                measurement.sample(),
                poll.poll(),
                poll.score(),
                transmitted.source(),
                time.source(),
                false)));
    if (burst.isOffline()) {
      onOffline(actions);
    } else {
      schedule.armNext(now, interval());
    }
    return finish(actions);
  }

  private void digest(
      NtpPacket packet, PacketTests result, Sample sample, List<AssociationAction> actions) {
    if (result.isSynchronised()) {
      standing.onSynchronised(packet);
      kissReported = false;
      delayTest.onDelay(sample.delay());
    }
    if (result.isGood()) {
      standing.onGood();
      lastGoodDelay = sample.delay();
      combiner.onGood(sample).ifPresent(combined -> accumulate(combined, actions));
      burst.isOverAfterGood();
      return;
    }
    poll.onUnusable(result.isSynchronised() && !result.noLoop(), isNear());
    if (result.isSynchronised()) {
      combiner.onPollWithoutSample().ifPresent(combined -> accumulate(combined, actions));
    } else {
      onPollWithoutSample(actions);
    }
  }

  private void onPollWithoutSample(List<AssociationAction> actions) {
    standing.onMissed();
    if (!standing.isReachable()) {
      actions.add(new AssociationAction.Changed());
    }
    combiner.onPollWithoutSample().ifPresent(combined -> accumulate(combined, actions));
  }

  private void accumulate(Sample sample, List<AssociationAction> actions) {
    estimator.accumulate(sample);
    poll.onSample(estimator.estimate(), combined, isNear());
    actions.add(new AssociationAction.Updated());
  }

  private boolean isNear() {
    double delay = estimator.estimate().minimumDelay();
    if (options.filter() > 0) {
      delay = Math.min(delay, lastGoodDelay);
    }
    return standing.isReachable() && delay <= PollInterval.MAX_SUB_SECOND_DELAY;
  }

  private void leave(List<AssociationAction> actions) {
    if (burst.goOffline()) {
      actions.add(new AssociationAction.Report(new AssociationEvent.Offline()));
    }
    if (burst.isOffline()) {
      onOffline(actions);
    }
  }

  /// What an offline source said once says nothing about whether it can be reached.
  private void onOffline(List<AssociationAction> actions) {
    closeSocket(actions);
    schedule.stopRequests();
    if (standing.forgetReachability()) {
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

  private void forgetAnswers() {
    unanswered = 0;
    warmedUp = false;
    kissReported = false;
    lastGoodDelay = Double.POSITIVE_INFINITY;
    recognition.reset();
    standing.reset();
  }

  /// Adds when to be woken, which is always the last action.
  private List<AssociationAction> finish(List<AssociationAction> actions) {
    schedule.wakeAt().ifPresent(at -> actions.add(new AssociationAction.WakeAt(at)));
    return actions;
  }
}
