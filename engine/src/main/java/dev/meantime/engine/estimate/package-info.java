// SPDX-License-Identifier: Apache-2.0

/// From a source's samples to its offset, its frequency and their errors. Whoever improves on the
/// estimator replaces the implementation of {@link dev.meantime.engine.estimate.SourceEstimator}:
/// the rest of the engine sees only {@link dev.meantime.engine.estimate.SourceEstimate}.
@NullMarked
package dev.meantime.engine.estimate;

import org.jspecify.annotations.NullMarked;
