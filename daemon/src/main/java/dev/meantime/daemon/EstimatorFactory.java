// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.SourceLine;
import dev.meantime.engine.estimate.EstimatorOptions;
import dev.meantime.engine.estimate.MultipleModelEstimator;
import dev.meantime.engine.estimate.SourceEstimator;

/// Makes the estimator of a new source: the seam for whoever has a better one.
@FunctionalInterface
public interface EstimatorFactory {

  /// What the daemon uses.
  EstimatorFactory USUAL =
      (line, precision) -> {
        SourceLine.SampleOptions samples = line.samples();
        return new MultipleModelEstimator(
            new EstimatorOptions(
                samples.minSamples(),
                samples.maxSamples(),
                samples.minDelay(),
                samples.asymmetry(),
                precision,
                EstimatorOptions.UNKNOWN_FREQUENCY));
      };

  /// Makes one without samples.
  ///
  /// @param precision of the local clock, seconds
  SourceEstimator create(SourceLine line, double precision);
}
