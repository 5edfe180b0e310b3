// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.estimate.SourceEstimator;
import java.util.ArrayList;
import java.util.List;

/// Keeps the samples it is given and says what the test wants it to say.
final class ScriptedEstimator implements SourceEstimator {

  final List<Sample> samples = new ArrayList<>();
  final List<Double> sourceAdjustments = new ArrayList<>();
  int resets;
  SourceEstimate estimate = SourceEstimate.none();

  @Override
  public void accumulate(Sample sample) {
    samples.add(sample);
  }

  @Override
  public SourceEstimate estimate() {
    return estimate;
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {}

  @Override
  public void onSourceAdjusted(double seconds) {
    sourceAdjustments.add(seconds);
  }

  @Override
  public void addDispersion(double seconds) {}

  @Override
  public void reset() {
    samples.clear();
    resets++;
  }

  /// An estimate without a frequency error.
  static SourceEstimate estimate(
      int samples,
      long timeNanos,
      double offset,
      double skew,
      double standardDeviation,
      double minimumDelay) {
    return new SourceEstimate(
        samples,
        1,
        0,
        timeNanos,
        offset,
        0,
        0,
        0,
        skew,
        standardDeviation,
        minimumDelay,
        0,
        0,
        0,
        timeNanos,
        new Sample(timeNanos, offset, minimumDelay, 0, 0, 0),
        offset);
  }
}
