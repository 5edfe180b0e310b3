// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.PacketCodec;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A broadcast client's association with one server (RFC 5905 §3.1, RFC 9769 §4): listens, and asks
/// only to learn how long a broadcast is under way. Confined to the loop.
///
/// Half the round trip of that volley is added to each broadcast's time; the volley's answers are
/// samples too. A broadcast that was held back or recorded is wrong by as much as it came late:
/// further than `maxdelay` off, it is not used.
public final class BroadcastAssociation implements Association {

  /// So many broadcasts in a row that are further off mean that the server's clock was put
  /// elsewhere: a volley tells where.
  private static final int MAX_LATE = 4;

  /// How much longer than its interval a broadcast may take before it is missed.
  private static final double PATIENCE = 0.5;

  private static final int UNKNOWN_POLL = 6;

  private final AssociationOptions options;
  private final double precision;
  private final Calibration calibration;
  private final Broadcasts broadcasts;
  private final Intake intake;
  private final Deadline expected = new Deadline();
  private boolean offline;
  private int late;

  /// @param precision of the local clock, seconds, positive
  /// @param hardwarePatience as a {@link ClientAssociation} has it
  /// @param random 64 unpredictable bits a call
  public BroadcastAssociation(
      AssociationOptions options,
      PacketAuthenticator authenticator,
      SourceEstimator estimator,
      double precision,
      double hardwarePatience,
      LongSupplier random) {
    this.options = options;
    this.precision = precision;
    this.calibration =
        new Calibration(
            new ClientAssociation(
                options.onDemand(), authenticator, estimator, precision, hardwarePatience, random));
    this.broadcasts = new Broadcasts(authenticator);
    this.intake = new Intake(options, estimator, precision, random, Double.POSITIVE_INFINITY);
    this.offline = !options.online();
  }

  @Override
  public List<AssociationAction> start(Now now) {
    return offline ? List.of() : finish(calibration.begin(now));
  }

  @Override
  public List<AssociationAction> onTimer(Now now, OwnClock own) {
    List<AssociationAction> actions = new ArrayList<>(calibration.onTimer(now, own));
    if (expected.isDue(now.monotonicNanos())) {
      expect(now, 1);
      intake.onPollWithoutSample(actions);
    }
    return finish(actions);
  }

  @Override
  public List<AssociationAction> onSent(Now now, PacketTime time, ReferenceId ownAddress) {
    return finish(calibration.after(now, calibration.client().onSent(now, time, ownAddress)));
  }

  @Override
  public List<AssociationAction> onSendFailed(Now now, String reason) {
    return finish(calibration.after(now, calibration.client().onSendFailed(now, reason)));
  }

  @Override
  public List<AssociationAction> onTransmitted(
      Now now, byte[] packet, PacketTime time, OwnClock own) {
    return finish(
        calibration.after(now, calibration.client().onTransmitted(now, packet, time, own)));
  }

  @Override
  public List<AssociationAction> onDatagram(Now now, byte[] data, PacketTime time, OwnClock own) {
    if (PacketCodec.decode(data, data.length) instanceof Decoded.Packet decoded
        && decoded.packet().mode() == Mode.BROADCAST) {
      intake.standing().onReceived();
      NtpPacket packet = decoded.packet();
      Optional<Rejection> stranger =
          broadcasts.stranger(packet, data, decoded.macOffset(), now.monotonicNanos());
      if (offline || stranger.isPresent()) {
        intake.standing().onRejected(stranger.orElse(Rejection.WRONG_ORIGIN));
        return List.of();
      }
      return finish(onBroadcast(now, packet, time, own));
    }
    return finish(calibration.after(now, calibration.client().onDatagram(now, data, time, own)));
  }

  private List<AssociationAction> onBroadcast(
      Now now, NtpPacket packet, PacketTime time, OwnClock own) {
    List<AssociationAction> actions = new ArrayList<>();
    Optional<Broadcasts.Last> departed = broadcasts.departedBefore(packet);
    boolean repeats = departed.filter(last -> last.used() || !last.usable()).isPresent();
    OffsetMeasurement measurement =
        departed.isPresent()
            ? measure(departed.get().packet(), packet.origin(), departed.get().received())
            : measure(packet, packet.transmit(), time);
    boolean unfit =
        !calibration.isKnown() || repeats || isLate(measurement.sample()) || isOld(measurement);
    PacketTests result = intake.judge(packet, measurement, unfit, ReferenceId.NONE, own.state());
    intake.standing().onValid();
    boolean used = departed.isEmpty() && result.isGood();
    broadcasts.remember(
        new Broadcasts.Last(packet, time, now.monotonicNanos(), result.isSynchronised(), used));
    expect(now, 1 + PATIENCE);
    intake.take(packet, result, measurement.sample(), actions);
    result.firstFailure().ifPresent(intake.standing()::onRejected);
    actions.add(
        new AssociationAction.Measured(
            new Measurement(
                packet,
                result,
                measurement.sample(),
                packet.poll(),
                0,
                PacketTime.Source.DAEMON,
                time.source(),
                departed.isPresent(),
                0)));
    if (late >= MAX_LATE) {
      late = 0;
      actions.addAll(calibration.begin(now));
    }
    return actions;
  }

  /// @param packet tells what the source was when it sent
  /// @param left when it left, by its clock
  private OffsetMeasurement measure(NtpPacket packet, NtpTimestamp left, PacketTime received) {
    SourceEstimate estimate = intake.estimate();
    double smallest = precision + Math.scalb(1.0, packet.precision());
    double delay = calibration.isKnown() ? Math.max(smallest, calibration.delay()) : smallest;
    double behind =
        left.secondsSince(NtpTimestamp.ofEpochNanos(received.cookedNanos())) + delay / 2;
    double dispersion =
        Math.max(smallest, received.error())
            + Math.min(estimate.skew(), OffsetMeasurement.MAX_SKEW) * delay;
    RootDistance root = RootDistance.of(packet);
    Sample sample =
        new Sample(
            received.cookedNanos(),
            behind + options.offsetCorrection(),
            delay,
            dispersion,
            root.delay() + delay,
            root.dispersion() + dispersion);
    return new OffsetMeasurement(sample, 0, smallest);
  }

  private boolean isLate(Sample sample) {
    SourceEstimate estimate = intake.estimate();
    boolean off =
        estimate.samples() > 0
            && Math.abs(sample.offset() - estimate.offsetAt(sample.timeNanos()))
                > options.maxDelay();
    late = off ? late + 1 : 0;
    return off;
  }

  /// A volley may have measured in between, and no estimator takes an older sample.
  private boolean isOld(OffsetMeasurement measurement) {
    SourceEstimate estimate = intake.estimate();
    return estimate.samples() > 0
        && measurement.sample().timeNanos() <= estimate.last().timeNanos();
  }

  /// @param intervals until the next one is missed
  private void expect(Now now, double intervals) {
    expected.set(now.monotonicNanos() + Math.round(intervals * Math.scalb(1.0, poll()) * 1e9));
  }

  private int poll() {
    return broadcasts.last().map(last -> last.packet().poll()).orElse(UNKNOWN_POLL);
  }

  @Override
  public List<AssociationAction> setOnline(Now now) {
    if (!offline) {
      return finish(List.of());
    }
    offline = false;
    List<AssociationAction> actions = new ArrayList<>(calibration.begin(now));
    actions.add(new AssociationAction.Report(new AssociationEvent.Online()));
    return finish(actions);
  }

  @Override
  public List<AssociationAction> setOffline(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    if (!offline) {
      offline = true;
      expected.cancel();
      actions.add(new AssociationAction.Report(new AssociationEvent.Offline()));
      if (intake.standing().forgetReachability()) {
        actions.add(new AssociationAction.Changed());
      }
    }
    return finish(actions);
  }

  /// A volley.
  @Override
  public List<AssociationAction> burst(Now now, int good, int total) {
    return finish(calibration.begin(now));
  }

  @Override
  public void setPart(boolean selected, int combined) {
    intake.setPart(selected, combined);
    calibration.client().setPart(selected, combined);
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    intake.onClockAdjusted(adjustment);
    broadcasts.onClockAdjusted(adjustment);
    calibration.client().onClockAdjusted(adjustment);
  }

  @Override
  public List<AssociationAction> reset(Now now) {
    List<AssociationAction> actions = new ArrayList<>();
    actions.addAll(calibration.after(now, calibration.client().setOffline(now)));
    actions.addAll(calibration.after(now, calibration.client().reset(now)));
    calibration.reset();
    intake.reset();
    late = 0;
    if (!offline) {
      actions.addAll(calibration.begin(now));
    }
    actions.add(new AssociationAction.Changed());
    return finish(actions);
  }

  @Override
  public List<AssociationAction> restore(
      Reachability reachability, LeapIndicator leap, int stratum) {
    intake.standing().restore(reachability, leap, stratum);
    return finish(List.of(new AssociationAction.Changed()));
  }

  @Override
  public AssociationState state() {
    AssociationState asking = calibration.client().state();
    AssociationState.Activity activity =
        offline ? AssociationState.Activity.OFFLINE : AssociationState.Activity.ONLINE;
    AssociationState listening = intake.standing().state(activity, poll());
    return new AssociationState(
        activity,
        listening.poll(),
        listening.reachability(),
        listening.leap(),
        listening.stratum(),
        listening.referenceId(),
        asking.sent(),
        listening.received() + asking.received(),
        listening.valid() + asking.valid(),
        listening.good() + asking.good());
  }

  @Override
  public Map<Rejection, Long> rejections() {
    Map<Rejection, Long> sums = new EnumMap<>(intake.standing().rejections());
    calibration
        .client()
        .rejections()
        .forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    return sums;
  }

  /// Adds when to be woken, which is always the last action.
  private List<AssociationAction> finish(List<AssociationAction> actions) {
    List<AssociationAction> all = new ArrayList<>(actions);
    Deadline wake = calibration.wake();
    Deadline first = wake.isBefore(expected) ? wake : expected;
    if (first.isArmed()) {
      all.add(new AssociationAction.WakeAt(first.monotonicNanos()));
    }
    return all;
  }
}
