// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.ReferenceId;
import java.util.List;
import java.util.function.LongSupplier;

/// What becomes of a measurement: tests, sample, estimate, poll interval and standing; the same for
/// every kind of association. Confined to the association's loop.
final class Intake {

  private final AssociationOptions options;
  private final SourceEstimator estimator;
  private final PollInterval poll;
  private final DelayTest delayTest;
  private final AnswerTests tests;
  private final SampleCombiner combiner;
  private final Standing standing;
  private boolean selected;
  private int combined = 1;
  private double lastGoodDelay = Double.POSITIVE_INFINITY;

  /// @param precision of the local clock, seconds
  /// @param random 64 random bits a call
  /// @param maxServerInterval test A: longest time that the source may spend on an answer, seconds
  Intake(
      AssociationOptions options,
      SourceEstimator estimator,
      double precision,
      LongSupplier random,
      double maxServerInterval) {
    this.options = options;
    this.estimator = estimator;
    this.poll = new PollInterval(options.minPoll(), options.maxPoll(), options.pollTarget());
    this.delayTest = DelayTest.of(options, precision, random);
    this.tests = new AnswerTests(options, delayTest, maxServerInterval);
    this.combiner = SampleCombiner.of(options.filter(), precision);
    this.standing = new Standing(options);
  }

  Standing standing() {
    return standing;
  }

  SourceEstimate estimate() {
    return estimator.estimate();
  }

  /// Ours, log2 s.
  int poll() {
    return poll.poll();
  }

  double pollSeconds() {
    return poll.seconds();
  }

  double pollScore() {
    return poll.score();
  }

  void setPart(boolean selected, int combined) {
    this.selected = selected;
    this.combined = combined;
  }

  /// Judges a valid packet.
  ///
  /// @param unfit whether the measurement is not to be used for a reason of the association's own
  /// @param ownAddress what the source would show if it followed us
  PacketTests judge(
      NtpPacket packet,
      OffsetMeasurement measurement,
      boolean unfit,
      ReferenceId ownAddress,
      ClockState own) {
    return tests.judge(packet, measurement, estimator.estimate(), unfit, ownAddress, own);
  }

  /// Takes the measurement of a valid packet for one poll.
  void take(NtpPacket packet, PacketTests result, Sample sample, List<AssociationAction> actions) {
    if (result.isSynchronised()) {
      standing.onSynchronised(packet);
      delayTest.onDelay(sample.delay());
    }
    if (result.isGood()) {
      standing.onGood();
      lastGoodDelay = sample.delay();
      combiner.onGood(sample).ifPresent(ready -> accumulate(ready, actions));
      return;
    }
    poll.onUnusable(result.isSynchronised() && !result.noLoop(), isNear());
    if (result.isSynchronised()) {
      combiner.onPollWithoutSample().ifPresent(ready -> accumulate(ready, actions));
    } else {
      onPollWithoutSample(actions);
    }
  }

  /// A poll brought nothing to synchronise to.
  void onPollWithoutSample(List<AssociationAction> actions) {
    standing.onMissed();
    if (!standing.isReachable()) {
      actions.add(new AssociationAction.Changed());
    }
    combiner.onPollWithoutSample().ifPresent(ready -> accumulate(ready, actions));
  }

  /// A poll brought a kiss of death.
  void onKiss(List<AssociationAction> actions) {
    poll.onUnusable(false, isNear());
    onPollWithoutSample(actions);
  }

  /// A packet was sent although the one before it was not answered.
  void onUnanswered() {
    poll.onMissed(selected);
  }

  /// The source put its clock forward by so many seconds since its last packet.
  void onSourceAdjusted(double seconds) {
    if (seconds != 0) {
      estimator.onSourceAdjusted(seconds);
      combiner.onSourceAdjusted(seconds);
    }
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

  /// Corrects the samples under way. The estimator is told by whoever owns it.
  void onClockAdjusted(ClockAdjustment adjustment) {
    combiner.onClockAdjusted(adjustment);
  }

  /// Forgets everything but the counts.
  void reset() {
    estimator.reset();
    combiner.reset();
    delayTest.reset();
    poll.reset();
    standing.reset();
    lastGoodDelay = Double.POSITIVE_INFINITY;
  }
}
