// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import dev.meantime.engine.ClockAdjustment;

/// What one source says, with its errors: an immutable snapshot.
///
/// @param samples how many samples the estimate rests on; below 2 there is no frequency, and below
///   1 nothing at all
/// @param runs runs of residuals of equal sign among them
/// @param spanNanos time between the oldest and the newest of them
/// @param timeNanos cooked time of the newest sample, to which `offset` belongs
/// @param offset source minus local clock at `timeNanos`
/// @param offsetDeviation standard deviation of `offset`
/// @param frequency rate at which the offset grows
/// @param frequencyDeviation its standard deviation
/// @param skew bound of the frequency's error
/// @param standardDeviation of a single sample about the fit
/// @param minimumDelay smallest round trip seen, seconds; infinite without samples
/// @param asymmetry of the jitter, −0.5 to 0.5; 0 when not corrected for
/// @param rootDelay of the way by which the samples came: that of the nearest recent one, seconds
/// @param rootDispersion of that one, seconds
/// @param firstTimeNanos cooked time of the oldest sample in use
/// @param last the newest sample, as adjusted since; meaningless without samples
/// @param lastMeasuredOffset the newest sample's offset as it was measured
/// @param full whether `maxsamples` are held: where that is below 2, no frequency will ever come
/// @param covariance of offset and frequency, s
/// @param wander variance of the change of the local clock's frequency in one second, (s/s)²/s
public record SourceEstimate(
    int samples,
    int runs,
    long spanNanos,
    long timeNanos,
    double offset,
    double offsetDeviation,
    double frequency,
    double frequencyDeviation,
    double skew,
    double standardDeviation,
    double minimumDelay,
    double asymmetry,
    double rootDelay,
    double rootDispersion,
    long firstTimeNanos,
    Sample last,
    double lastMeasuredOffset,
    boolean full,
    double covariance,
    double wander) {

  /// Fewest samples from which a frequency is estimated.
  public static final int MIN_SAMPLES_FOR_FREQUENCY = 2;

  /// So many standard deviations are exceeded once in 1000 cases.
  public static final double CERTAIN = 3.29;

  private static final double UNKNOWN_FREQUENCY = 2000e-6;
  private static final double UNKNOWN_OFFSET = 4;

  /// Of a source that has not been measured yet.
  public static SourceEstimate none() {
    return new SourceEstimate(
        0,
        0,
        0,
        0,
        0,
        UNKNOWN_OFFSET,
        0,
        UNKNOWN_FREQUENCY,
        UNKNOWN_FREQUENCY,
        UNKNOWN_OFFSET,
        Double.POSITIVE_INFINITY,
        0,
        0,
        UNKNOWN_OFFSET,
        0,
        new Sample(0, 0, 0, 0, 0, 0),
        0,
        false,
        0,
        0);
  }

  /// An estimate that may get more samples, by errors that do not depend on each other.
  public SourceEstimate(
      int samples,
      int runs,
      long spanNanos,
      long timeNanos,
      double offset,
      double offsetDeviation,
      double frequency,
      double frequencyDeviation,
      double skew,
      double standardDeviation,
      double minimumDelay,
      double asymmetry,
      double rootDelay,
      double rootDispersion,
      long firstTimeNanos,
      Sample last,
      double lastMeasuredOffset) {
    this(
        samples,
        runs,
        spanNanos,
        timeNanos,
        offset,
        offsetDeviation,
        frequency,
        frequencyDeviation,
        skew,
        standardDeviation,
        minimumDelay,
        asymmetry,
        rootDelay,
        rootDispersion,
        firstTimeNanos,
        last,
        lastMeasuredOffset,
        false,
        0,
        0);
  }

  /// The estimate that the changed clock's samples would have given: every point of the line keeps
  /// its place on the source's scale.
  public SourceEstimate adjustedBy(ClockAdjustment adjustment) {
    double change = adjustment.frequencyChange();
    // An interval of one second is called 1 + change seconds now, by a clock that is nearer to the
    // source's rate by `change`.
    double stretch = 1 + change;
    long adjustedTime = adjustment.apply(timeNanos);
    long adjustedFirst = adjustment.apply(firstTimeNanos);
    return new SourceEstimate(
        samples,
        runs,
        adjustedTime - adjustedFirst,
        adjustedTime,
        offset - adjustment.delta(timeNanos),
        offsetDeviation,
        hasFrequency() ? (frequency - change) / stretch : frequency,
        frequencyDeviation / stretch,
        skew / stretch,
        standardDeviation,
        minimumDelay,
        asymmetry,
        rootDelay,
        rootDispersion,
        adjustedFirst,
        last.adjustedBy(adjustment),
        lastMeasuredOffset,
        full,
        covariance,
        wander);
  }

  /// The same estimate of a source that tells so many seconds more.
  public SourceEstimate withOffsetAdded(double seconds) {
    return new SourceEstimate(
        samples,
        runs,
        spanNanos,
        timeNanos,
        offset + seconds,
        offsetDeviation,
        frequency,
        frequencyDeviation,
        skew,
        standardDeviation,
        minimumDelay,
        asymmetry,
        rootDelay,
        rootDispersion,
        firstTimeNanos,
        last.withOffsetAdded(seconds),
        lastMeasuredOffset,
        full,
        covariance,
        wander);
  }

  /// The same estimate, its samples less certain by so many seconds.
  public SourceEstimate withDispersionAdded(double seconds) {
    return new SourceEstimate(
        samples,
        runs,
        spanNanos,
        timeNanos,
        offset,
        offsetDeviation,
        frequency,
        frequencyDeviation,
        skew,
        standardDeviation,
        minimumDelay,
        asymmetry,
        rootDelay,
        rootDispersion + seconds,
        firstTimeNanos,
        last.withDispersionAdded(seconds),
        lastMeasuredOffset,
        full,
        covariance,
        wander);
  }

  /// The same estimate; there was one more sample, which it does not rest on.
  SourceEstimate withLast(Sample sample, double measuredOffset) {
    return new SourceEstimate(
        samples,
        runs,
        spanNanos,
        timeNanos,
        offset,
        offsetDeviation,
        frequency,
        frequencyDeviation,
        skew,
        standardDeviation,
        minimumDelay,
        asymmetry,
        rootDelay,
        rootDispersion,
        firstTimeNanos,
        sample,
        measuredOffset,
        full,
        covariance,
        wander);
  }

  /// Standard deviation of the offset predicted for so many seconds after `timeNanos`: it grows
  /// with what is not known of the frequency, and as the frequency wanders.
  ///
  /// @param seconds not negative
  public double offsetDeviationAfter(double seconds) {
    double variance =
        offsetDeviation * offsetDeviation
            + seconds
                * (2 * covariance
                    + seconds * (frequencyDeviation * frequencyDeviation + wander * seconds / 3));
    return Math.sqrt(Math.max(variance, 0));
  }

  /// Whether the newest sample contradicts the others so much that it was set aside: the next one
  /// tells whether it was wrong or the clock has changed.
  public boolean isDoubted() {
    return samples > 0 && last.timeNanos() != timeNanos;
  }

  public boolean hasFrequency() {
    return samples >= MIN_SAMPLES_FOR_FREQUENCY;
  }

  /// The offset predicted for that cooked time.
  public double offsetAt(long cookedNanos) {
    return hasFrequency() ? offset + (cookedNanos - timeNanos) * 1e-9 * frequency : offset;
  }

  /// The bound of the error of {@link #offsetAt} that cooked time, seconds.
  public double rootDistanceAt(long cookedNanos) {
    double seconds = Math.abs(cookedNanos - timeNanos) * 1e-9;
    return rootDelay / 2 + rootDispersion + chance(offsetDeviationAfter(seconds), rootDelay);
  }

  /// What to allow for chance beside half the root delay, seconds: one standard deviation, or as
  /// much as makes the whole hold 999 times in 1000 where the delay is small beside chance.
  public static double chance(double deviation, double rootDelay) {
    return Math.max(deviation, CERTAIN * deviation - rootDelay / 2);
  }
}
