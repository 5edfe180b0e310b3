// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.estimate.SourceEstimate;

/// What a candidate claims at the time of one selection.
///
/// @param candidate who claims it
/// @param options after `authselectmode`
/// @param interval where the true offset must lie if the candidate is right, seconds
/// @param distance half its width: root distance, with the drift since the last sample where that
///   is old
/// @param deviation standard deviation of its samples, seconds
/// @param firstAge age of its oldest sample in use, seconds
/// @param lastAge age of its newest sample, seconds
record Claim(
    Candidate candidate,
    SelectionOptions options,
    Interval interval,
    double distance,
    double deviation,
    double firstAge,
    double lastAge) {

  static Claim of(
      Candidate candidate, SelectionOptions options, long cookedNanos, SelectionConfig config) {
    SourceEstimate estimate = candidate.estimate();
    if (estimate.samples() == 0) {
      return new Claim(
          candidate,
          options,
          new Interval(0, 0),
          0,
          estimate.standardDeviation(),
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY);
    }
    double firstAge = (cookedNanos - estimate.firstTimeNanos()) * 1e-9;
    double lastAge = (cookedNanos - estimate.timeNanos()) * 1e-9;
    // Beyond its own span the estimate is an extrapolation, and the clock may have wandered since.
    double wander = config.maxClockError() * Math.max(0, 2 * lastAge - firstAge);
    double distance = estimate.rootDistanceAt(cookedNanos) + wander;
    return new Claim(
        candidate,
        options,
        Interval.around(estimate.offsetAt(cookedNanos), distance),
        distance,
        hasFrequencyToCome(estimate) ? estimate.standardDeviation() : config.maxJitter(),
        firstAge,
        lastAge);
  }

  /// False where `maxsamples` is too small ever to tell frequency or jitter: then neither is asked
  /// for.
  private static boolean hasFrequencyToCome(SourceEstimate estimate) {
    return estimate.hasFrequency() || !estimate.full();
  }

  /// Whether enough samples are there for it to be believed.
  boolean isMeasured() {
    SourceEstimate estimate = candidate.estimate();
    return estimate.samples() > 0 && (estimate.hasFrequency() || estimate.full());
  }

  boolean isReachable() {
    return candidate.reachability().isReachable();
  }
}
