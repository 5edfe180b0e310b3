// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

/// Adapts the poll interval to how well the clock is predicted: a score gathers small adjustments,
/// and each time it leaves the range from 0 to 1 the interval is doubled or halved. Confined to the
/// association's loop.
///
/// The aim is a number of samples in the estimate (`polltarget`): when the estimator can use more
/// of them the source and the clock are steady and can be asked less often. A measurement that the
/// estimate cannot explain shortens the interval at once.
final class PollInterval {

  /// Below a second only sources this near are asked: round trip in seconds.
  static final double MAX_SUB_SECOND_DELAY = 0.01;

  private static final double MISSED = 0.25;
  private static final double MISSED_BY_SELECTED = 0.1;
  private static final double UNUSABLE = 0.02;
  private static final double LOOP = 0.1;

  private final int minPoll;
  private final int maxPoll;
  private final int target;
  private int poll;
  private double score;

  PollInterval(int minPoll, int maxPoll, int target) {
    this.minPoll = minPoll;
    this.maxPoll = Math.max(minPoll, maxPoll);
    this.target = Math.max(1, target);
    reset();
  }

  void reset() {
    poll = Math.max(minPoll, 0);
    score = 0;
  }

  /// A sample was taken.
  ///
  /// @param error how far the sample lay from what was predicted, seconds, not negative
  /// @param distance how far it may lie by its own dispersion and half its delay, seconds
  /// @param samples how many samples the estimate now rests on
  /// @param near whether intervals below a second are allowed
  void onSample(double error, double distance, int samples, boolean near) {
    if (error > distance) {
      adjust(-Math.log(error / distance) / Math.log(2), near);
      return;
    }
    double adjustment = ((double) samples / target - 1) / target;
    adjust(samples < target ? 2 * adjustment : adjustment, near);
  }

  /// An answer came that was no use.
  void onUnusable(boolean loop, boolean near) {
    adjust(loop ? LOOP : UNUSABLE, near);
  }

  /// A request was sent although the one before it was not answered.
  void onMissed(boolean selected) {
    adjust(selected ? MISSED_BY_SELECTED : MISSED, false);
  }

  private void adjust(double by, boolean near) {
    score += by;
    int steps = score >= 1 ? (int) score : score < 0 ? (int) Math.max(score - 1, -100) : 0;
    poll += steps;
    score -= steps;
    if (poll < minPoll) {
      poll = minPoll;
      score = 0;
    } else if (poll > maxPoll) {
      poll = maxPoll;
      score = 1;
    }
    if (poll < 0 && !near) {
      poll = 0;
    }
  }

  /// log2 s.
  int poll() {
    return poll;
  }

  /// Progress towards another interval, 0 to 1.
  double score() {
    return score;
  }

  double seconds() {
    return Math.scalb(1.0, poll);
  }
}
