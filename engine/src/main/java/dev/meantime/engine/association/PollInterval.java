// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.estimate.SourceEstimate;

/// Adapts the poll interval to how well the clock is predicted: the next sample is wanted when the
/// expected error of the clock has grown nearly to what a single sample is wrong by. After a good
/// sample, with a steady clock or a noisy path that is late; after a bad one, or when the clock
/// wanders, it is soon. Sources that are combined share the work: each is asked less often.
/// Confined to the association's loop.
///
/// `polltarget` shifts that balance: it was a number of samples in an estimate, whose memory for a
/// wandering clock grows by the square root of the error that is waited for.
final class PollInterval {

  /// Below a second only sources this near are asked: round trip in seconds.
  static final double MAX_SUB_SECOND_DELAY = 0.01;

  private static final double USUAL_TARGET = 8;

  /// Part of a sample's error to which the clock's may grow.
  private static final double ALLOWED_GROWTH = 0.9;

  private static final double MISSED = 0.25;
  private static final double MISSED_BY_SELECTED = 0.1;
  private static final double UNUSABLE = 0.02;
  private static final double LOOP = 0.1;

  /// Steps in which the interval is searched, log2 s.
  private static final double RESOLUTION = 1 / 16.0;

  private final int minPoll;
  private final int maxPoll;
  private final double patience;
  private double logSeconds;

  PollInterval(int minPoll, int maxPoll, int target) {
    this.minPoll = minPoll;
    this.maxPoll = Math.max(minPoll, maxPoll);
    double ratio = USUAL_TARGET / Math.max(1, target);
    this.patience = ratio * ratio;
    reset();
  }

  void reset() {
    logSeconds = Math.max(minPoll, 0);
  }

  /// A sample was taken.
  ///
  /// @param estimate with this sample
  /// @param combined how many sources the clock follows together, this one among them; 1 when it
  ///   does not follow this one
  /// @param near whether intervals below a second are allowed
  void onSample(SourceEstimate estimate, int combined, boolean near) {
    double longest = estimate.isDoubted() ? minPoll : maxPoll;
    double allowed = ALLOWED_GROWTH * patience * Math.sqrt(combined) * estimate.standardDeviation();
    double found = minPoll;
    while (found < longest
        && estimate.offsetDeviationAfter(Math.pow(2, found + RESOLUTION)) < allowed) {
      found += RESOLUTION;
    }
    set(found, near);
  }

  /// An answer came that was no use.
  void onUnusable(boolean loop, boolean near) {
    set(logSeconds + (loop ? LOOP : UNUSABLE), near);
  }

  /// A request was sent although the one before it was not answered.
  void onMissed(boolean selected) {
    set(logSeconds + (selected ? MISSED_BY_SELECTED : MISSED), false);
  }

  private void set(double wanted, boolean near) {
    logSeconds = Math.clamp(wanted, minPoll, maxPoll);
    if (logSeconds < 0 && !near) {
      logSeconds = 0;
    }
  }

  /// What a packet says of it, log2 s.
  int poll() {
    return (int) Math.rint(logSeconds);
  }

  /// How far the interval is from {@link #poll} to the next one, 0 to 1; as the log of measurements
  /// shows it.
  double score() {
    return logSeconds - Math.floor(logSeconds);
  }

  double seconds() {
    return Math.pow(2, logSeconds);
  }
}
