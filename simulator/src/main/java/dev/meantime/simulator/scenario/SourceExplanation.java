// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.estimate.SourceEstimate;
import java.util.List;

/// What a daemon thought of one of its sources at the end of a run, and why.
///
/// @param source what the daemon's configuration calls it
/// @param verdict what the last selection made of it, in a sentence
/// @param nowNanos the end on the scale of the samples' times
/// @param estimate what its samples say
/// @param explanation why, its samples oldest first
public record SourceExplanation(
    String source,
    String verdict,
    long nowNanos,
    SourceEstimate estimate,
    Explanation explanation) {

  /// The estimated offset at the end, seconds, positive when the local clock is behind what it
  /// would be with its running correction.
  public double offset() {
    return estimate.offsetAt(nowNanos);
  }

  /// Seconds since the time that the estimate is for.
  public double sinceEstimate() {
    return Math.max(0, (nowNanos - estimate.timeNanos()) * 1e-9);
  }

  /// Seconds since a sample was taken.
  public double age(Explanation.Influence sample) {
    return (nowNanos - sample.sample().timeNanos()) * 1e-9;
  }

  /// The newest samples, at most so many, oldest first.
  public List<Explanation.Influence> newest(int count) {
    List<Explanation.Influence> samples = explanation.samples();
    return samples.subList(Math.max(0, samples.size() - count), samples.size());
  }
}
