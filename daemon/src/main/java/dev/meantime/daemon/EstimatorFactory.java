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
      (line, precision, frequencyDeviation) -> {
        SourceLine.SampleOptions samples = line.samples();
        return new MultipleModelEstimator(
            new EstimatorOptions(
                samples.maxSamples(),
                samples.minDelay(),
                samples.asymmetry(),
                precision,
                frequencyDeviation));
      };

  /// Makes one without samples.
  ///
  /// @param precision of the local clock, seconds
  /// @param frequencyDeviation how well the local clock's frequency is known already: standard
  ///   deviation, s/s
  SourceEstimator create(SourceLine line, double precision, double frequencyDeviation);
}
