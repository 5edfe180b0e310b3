// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// Offset and frequency of the local clock at the time of the newest sample, and how sure they are.
///
/// @param offset seconds, positive when the local clock is behind
/// @param frequency rate at which the offset grows, s/s
/// @param offsetVariance s²
/// @param covariance of offset and frequency, s
/// @param frequencyVariance (s/s)²
/// @param wander variance of the frequency's change in one second, (s/s)²/s
/// @param asymmetry of the jitter, as in {@link JitterLaw#asymmetry}
/// @param noise standard deviation of a usual sample's error, seconds
record Belief(
    double offset,
    double frequency,
    double offsetVariance,
    double covariance,
    double frequencyVariance,
    double wander,
    double asymmetry,
    double noise) {}
