// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import dev.meantime.engine.ClockAdjustment;
import java.util.List;

/// Keeps one source's samples and says what they mean. Confined to the loop.
public interface SourceEstimator {

  /// Takes one more sample. A sample that is not newer than the last one means that time went back:
  /// the history before it is dropped.
  void accumulate(Sample sample);

  /// What is known now. Cheap: computed when a sample or an adjustment comes in.
  SourceEstimate estimate();

  /// The samples that the estimate rests on, oldest first: {@link #accumulate} of each, by an
  /// estimator without samples, leads to about the same estimate. Empty for an estimator that does
  /// not keep any.
  default List<Sample> history() {
    return List.of();
  }

  /// What the estimate rests on. Costs more than {@link #estimate}: for when somebody asks.
  default Explanation explain() {
    return Explanation.NONE;
  }

  /// Puts everything kept onto the scale of the changed clock.
  void onClockAdjusted(ClockAdjustment adjustment);

  /// The source says that it put its clock forward by so many seconds since the last sample (back
  /// when negative): what the earlier ones measured is put onto the new scale.
  void onSourceAdjusted(double seconds);

  /// Widens every kept sample's dispersion, after a correction whose moment is not known exactly.
  void addDispersion(double seconds);

  /// Forgets every sample.
  void reset();
}
