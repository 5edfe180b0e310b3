// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine;

import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.Optional;

/// How the clock stands: an immutable snapshot, published after every change and read by whoever
/// answers, reports or measures.
///
/// @param leap {@link LeapIndicator#UNSYNCHRONISED} until the first update and after every source
///   was lost
/// @param stratum our own, 1 to 15; 16 while unsynchronised
/// @param referenceId what we are synchronised to; {@link ReferenceId#NONE} while unsynchronised
/// @param source the selected source; empty in the other cases
/// @param referenceNanos cooked time of the last update
/// @param updateNanos cooked time to which the values below belong
/// @param remainingCorrection seconds still to be slewed, positive when the wall clock is behind
/// @param lastOffset the offset of the last update
/// @param rmsOffset its long-term root mean square
/// @param frequency s/s by which the hardware clock, left alone, is slow: what it is being
///   corrected by
/// @param residualFrequency what the last update measured beyond what it applied
/// @param skew bound of the frequency's error
/// @param rootDelay seconds to the reference clock and back
/// @param rootDispersion at `updateNanos`
/// @param dispersionRate by which it grows at least: what is not known of the frequency and
///   `maxclockerror`, s/s
/// @param lastUpdateInterval seconds between the last two updates
/// @param wander variance of the frequency's change in one second, (s/s)²/s: with it the dispersion
///   grows faster the longer nothing is measured
public record ClockState(
    LeapIndicator leap,
    int stratum,
    ReferenceId referenceId,
    Optional<SourceId> source,
    long referenceNanos,
    long updateNanos,
    double remainingCorrection,
    double lastOffset,
    double rmsOffset,
    double frequency,
    double residualFrequency,
    double skew,
    double rootDelay,
    double rootDispersion,
    double dispersionRate,
    double lastUpdateInterval,
    double wander) {

  /// So many standard deviations of a random walk are exceeded once in 1000 cases.
  private static final double CERTAIN = 3.29;

  public boolean isSynchronised() {
    return leap != LeapIndicator.UNSYNCHRONISED;
  }

  /// The bound of the error of the cooked clock at that cooked time: half the root delay and the
  /// grown dispersion.
  public double errorBoundAt(long cookedNanos) {
    return rootDelay / 2 + rootDispersionAt(cookedNanos);
  }

  /// The root dispersion grown to that cooked time. A frequency that walks at random takes the
  /// clock √(wander · t³ / 3) away in time t.
  public double rootDispersionAt(long cookedNanos) {
    double seconds = Math.abs(cookedNanos - updateNanos) * 1e-9;
    double walk = CERTAIN * Math.sqrt(wander * seconds / 3) * seconds;
    return rootDispersion + Math.hypot(dispersionRate * seconds, walk);
  }
}
