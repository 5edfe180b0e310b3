// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.estimate.SourceEstimator;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Keeps samples taken around a leap second away from an estimator: not every server inserts it at
/// the same moment. Confined to the loop.
final class LeapGuard implements SourceEstimator {

  private final SourceEstimator estimator;
  private final BooleanSupplier leapIsClose;
  private final EventLog log;

  LeapGuard(SourceEstimator estimator, BooleanSupplier leapIsClose, EventLog log) {
    this.estimator = estimator;
    this.leapIsClose = leapIsClose;
    this.log = log;
  }

  @Override
  public void accumulate(Sample sample) {
    if (leapIsClose.getAsBoolean()) {
      log.info("Dropping sample around leap second");
    } else {
      estimator.accumulate(sample);
    }
  }

  @Override
  public SourceEstimate estimate() {
    return estimator.estimate();
  }

  @Override
  public List<Sample> history() {
    return estimator.history();
  }

  @Override
  public Explanation explain() {
    return estimator.explain();
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    estimator.onClockAdjusted(adjustment);
  }

  @Override
  public void onSourceAdjusted(double seconds) {
    estimator.onSourceAdjusted(seconds);
  }

  @Override
  public void addDispersion(double seconds) {
    estimator.addDispersion(seconds);
  }

  @Override
  public void reset() {
    estimator.reset();
  }
}
