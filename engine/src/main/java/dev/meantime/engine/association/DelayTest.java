// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.estimate.DelayQuantile;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import java.util.function.LongSupplier;

/// Test C: whether a sample's delay is ordinary for its source, so that its offset can be trusted.
/// Confined to the association's loop.
sealed interface DelayTest {

  /// Fewest samples from which a source's ordinary delay is known.
  int MIN_SAMPLES = 6;

  boolean passes(Sample sample, SourceEstimate estimate);

  /// A synchronised source's answer had this delay, seconds.
  void onDelay(double delay);

  void reset();

  static DelayTest of(AssociationOptions options, double precision, LongSupplier random) {
    return options.maxDelayQuantile() > 0
        ? new Quantile(new DelayQuantile(options.maxDelayQuantile(), precision, random))
        : new Deviation(options.maxDelayDevRatio(), options.maxClockError());
  }

  /// How far the clock may have run away, seconds, since the newest sample.
  static double wander(Sample sample, SourceEstimate estimate, double maxClockError) {
    double age = (sample.timeNanos() - estimate.timeNanos()) * 1e-9;
    return age * (estimate.skew() + maxClockError);
  }

  /// `maxdelaydevratio`: half the extra delay is within so many standard deviations of the offset,
  /// or the offset changed by more than the extra delay can explain, so that it is the clock.
  record Deviation(double maxRatio, double maxClockError) implements DelayTest {
    @Override
    public boolean passes(Sample sample, SourceEstimate estimate) {
      if (estimate.samples() < MIN_SAMPLES) {
        return true;
      }
      double extra = (sample.delay() - estimate.minimumDelay()) / 2;
      double allowed =
          estimate.standardDeviation() * maxRatio + wander(sample, estimate, maxClockError);
      double error = Math.abs(sample.offset() - estimate.offsetAt(sample.timeNanos()));
      return extra <= allowed || error - extra > allowed;
    }

    @Override
    public void onDelay(double delay) {}

    @Override
    public void reset() {}
  }

  /// `maxdelayquant`: the delay is within the running quantile.
  record Quantile(DelayQuantile delays) implements DelayTest {
    @Override
    public boolean passes(Sample sample, SourceEstimate estimate) {
      return !delays.isExceededBy(sample.delay());
    }

    @Override
    public void onDelay(double delay) {
      delays.add(delay);
    }

    @Override
    public void reset() {
      delays.reset();
    }
  }
}
