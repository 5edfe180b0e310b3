// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// The options of a source that concern its estimate.
///
/// @param maxSamples `maxsamples`, at most 64; 0 for 64. With 1 no frequency is estimated
/// @param minDelay `mindelay`: known smallest round trip, seconds; 0 to measure it
/// @param asymmetry `asymmetry` of the network jitter. Negative: the way to the source varies more;
///   positive: the way back; −0.5 or 0.5: that way alone. 0 for no correction; beyond 0.5 it is
///   found out
/// @param precision of the local clock, seconds, positive
/// @param frequencyDeviation how well the local clock's frequency is known before anything was
///   measured: standard deviation, s/s, positive
public record EstimatorOptions(
    int maxSamples,
    double minDelay,
    double asymmetry,
    double precision,
    double frequencyDeviation) {

  /// Most samples that are kept.
  public static final int MAX_SAMPLES = 64;

  /// A clock fresh from the factory.
  public static final double UNKNOWN_FREQUENCY = 500e-6;

  /// chrony's defaults, with a clock of one microsecond.
  public static final EstimatorOptions DEFAULT =
      new EstimatorOptions(0, 0, 1, 1e-6, UNKNOWN_FREQUENCY);

  public EstimatorOptions {
    if (maxSamples < 0) {
      throw new IllegalArgumentException("a number of samples is negative");
    }
    if (!(precision > 0)) {
      throw new IllegalArgumentException("precision " + precision + " s is not positive");
    }
    if (!(frequencyDeviation > 0)) {
      throw new IllegalArgumentException(
          "frequency deviation " + frequencyDeviation + " is not positive");
    }
    maxSamples = maxSamples == 0 ? MAX_SAMPLES : Math.min(maxSamples, MAX_SAMPLES);
  }
}
