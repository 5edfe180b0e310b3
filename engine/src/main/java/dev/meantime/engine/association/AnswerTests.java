// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpShort;
import dev.meantime.wire.NtpTimestamp;
import dev.meantime.wire.ReferenceId;

/// The tests of an answer that is known to be the answer: 6 and 7 of its source, A to D of the
/// measurement. Confined to the association's loop.
final class AnswerTests {

  /// Test A: longest time that a server may spend on an answer, seconds.
  static final double MAX_SERVER_INTERVAL = 4;

  /// Test 7, and the stratum at which a source counts as not synchronised (RFC 5905 §7.2: MAXDISP,
  /// MAXSTRAT).
  private static final double MAX_ROOT_DISTANCE = 16;

  private static final int UNSYNCHRONISED_STRATUM = 16;

  /// Test D: by how much our own reference time may differ from itself after a way over the wire.
  private static final double SAME_REFERENCE_TIME = 1e-6;

  private final AssociationOptions options;
  private final DelayTest delayTest;
  private final double maxServerInterval;

  AnswerTests(AssociationOptions options, DelayTest delayTest) {
    this(options, delayTest, MAX_SERVER_INTERVAL);
  }

  /// @param maxServerInterval instead of {@link #MAX_SERVER_INTERVAL}: a peer answers when its own
  ///   poll is due
  AnswerTests(AssociationOptions options, DelayTest delayTest, double maxServerInterval) {
    this.options = options;
    this.delayTest = delayTest;
    this.maxServerInterval = maxServerInterval;
  }

  /// The tests of a valid answer.
  ///
  /// @param unfit whether the measurement is not to be used for a reason of the association's own:
  ///   the request was only to prepare the path
  /// @param ownAddress what the source would show if it followed us
  /// @param own how our clock stands
  PacketTests judge(
      NtpPacket answer,
      OffsetMeasurement measurement,
      SourceEstimate estimate,
      boolean unfit,
      ReferenceId ownAddress,
      ClockState own) {
    boolean synchronised = isSynchronised(answer);
    boolean near = isNearRoot(answer);
    Sample sample = measurement.sample();
    boolean usable = synchronised && near;
    return new PacketTests(
        true,
        true,
        true,
        true,
        synchronised,
        near,
        usable && !unfit && isQuick(measurement),
        usable && isWithinRatio(sample, estimate),
        usable && delayTest.passes(sample, estimate),
        usable && !isLoop(answer, ownAddress, own));
  }

  /// Tests 6 and 7.
  static boolean isFromSynchronised(NtpPacket packet) {
    return isSynchronised(packet) && isNearRoot(packet);
  }

  private static boolean isSynchronised(NtpPacket answer) {
    return answer.leap() != LeapIndicator.UNSYNCHRONISED
        && answer.stratum() > 0
        && answer.stratum() < UNSYNCHRONISED_STRATUM;
  }

  private static boolean isNearRoot(NtpPacket answer) {
    return answer.rootDelay().toSeconds() / 2 + answer.rootDispersion().toSeconds()
        < MAX_ROOT_DISTANCE;
  }

  private boolean isQuick(OffsetMeasurement measurement) {
    Sample sample = measurement.sample();
    return sample.delay() - sample.dispersion() <= options.maxDelay()
        && measurement.precision() <= options.maxDelay()
        && Math.abs(measurement.serverInterval()) <= maxServerInterval
        && measurement.isPlausible();
  }

  private boolean isWithinRatio(Sample sample, SourceEstimate estimate) {
    return options.maxDelayRatio() < 1
        || estimate.samples() < DelayTest.MIN_SAMPLES
        || sample.delay()
            <= estimate.minimumDelay() * options.maxDelayRatio()
                + DelayTest.wander(sample, estimate, options.maxClockError());
  }

  private static boolean isLoop(NtpPacket answer, ReferenceId ownAddress, ClockState own) {
    boolean followsUs =
        answer.stratum() > 1
            && !ownAddress.equals(ReferenceId.NONE)
            && answer.referenceId().equals(ownAddress);
    boolean isUs =
        answer.stratum() == own.stratum()
            && answer.referenceId().equals(own.referenceId())
            && answer.rootDelay().equals(NtpShort.ofSeconds(own.rootDelay()))
            && Math.abs(
                    answer
                        .reference()
                        .secondsSince(NtpTimestamp.ofEpochNanos(own.referenceNanos())))
                <= SAME_REFERENCE_TIME;
    return followsUs || isUs;
  }
}
