// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.List;

/// What an estimate rests on, for a person who doubts it.
///
/// @param jitter what is believed of the path's jitter, in words; empty without samples
/// @param jitterProbability how likely that is against the other laws that were tried, 0 to 1
/// @param wander how much the local clock's frequency changes in one second, s/s; the most likely
///   value
/// @param minimumDelay shortest possible round trip, seconds, as far as it is known
/// @param samples oldest first
public record Explanation(
    String jitter,
    double jitterProbability,
    double wander,
    double minimumDelay,
    List<Influence> samples) {

  public static final Explanation NONE = new Explanation("", 0, 0, 0, List.of());

  public Explanation {
    samples = List.copyOf(samples);
  }

  /// What one sample has to do with the estimate.
  ///
  /// @param sample as adjusted since it was taken
  /// @param error what it may be wrong by because of its delay, as a standard deviation, seconds
  /// @param residual its offset, corrected for what its delay tells, minus the estimate for its
  ///   time, seconds; for older samples the clock's wander is in it
  /// @param weight its part in the present offset: the parts of all samples there ever were add up
  ///   to about 1, and old ones can be negative, for they tell the frequency
  /// @param aside whether it was set aside because nothing known explains it
  public record Influence(
      Sample sample, double error, double residual, double weight, boolean aside) {}
}
