// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import dev.meantime.engine.ClockAdjustment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Combines the samples of several polls into one (`filter`): those that are much less certain than
/// the best are dropped, then those with outlying offsets, and the rest is averaged. Confined to
/// the loop.
public final class SampleFilter {

  /// Up to so many samples, none is dropped for its dispersion.
  private static final int MIN_CHOICE = 4;

  private static final double MAX_DISPERSION_RATIO = 1.5;
  private static final double MIN_VARIANCE = 1e-20;

  private final int length;
  private final double maxVariance;
  private final double combineRatio;
  private final double precision;
  private final LongTermVariance longTerm;
  private final List<Sample> samples = new ArrayList<>();
  private long lastTimeNanos = Long.MIN_VALUE;

  /// @param length samples that are kept, 1 to 256; older ones make room
  /// @param maxDispersion largest standard deviation of the samples kept, seconds; 0 for any
  /// @param combineRatio share of the samples around the median offset that are averaged: 0 (the
  ///   median alone) to 1
  /// @param precision of the local clock, seconds
  public SampleFilter(int length, double maxDispersion, double combineRatio, double precision) {
    if (length < 1 || length > 256) {
      throw new IllegalArgumentException("length " + length + " is not within 1 to 256");
    }
    this.length = length;
    this.maxVariance = maxDispersion > 0 ? maxDispersion * maxDispersion : Double.POSITIVE_INFINITY;
    this.combineRatio = combineRatio;
    this.precision = precision;
    this.longTerm = new LongTermVariance(precision * precision);
  }

  /// Takes one more sample. One that is not newer than the last is ignored.
  public void add(Sample sample) {
    if (sample.timeNanos() <= lastTimeNanos) {
      return;
    }
    if (samples.size() == length) {
      samples.removeFirst();
    }
    samples.add(sample);
    lastTimeNanos = sample.timeNanos();
  }

  /// How many samples wait to be combined.
  public int size() {
    return samples.size();
  }

  /// Makes one sample of those kept, which are then forgotten. Empty, and none forgotten, when
  /// there are none or they scatter too much.
  public Optional<Sample> combined() {
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    Optional<Sample> result = average(select());
    if (result.isPresent()) {
      samples.clear();
    }
    return result;
  }

  private List<Sample> select() {
    List<Sample> chosen = samples;
    if (samples.size() > MIN_CHOICE) {
      double smallest = samples.stream().mapToDouble(Sample::dispersion).min().orElse(Double.NaN);
      List<Sample> certain =
          samples.stream().filter(s -> s.dispersion() <= MAX_DISPERSION_RATIO * smallest).toList();
      if (certain.size() >= MIN_CHOICE) {
        chosen = certain;
      }
    }
    int count = chosen.size();
    if (count <= 2) {
      return chosen;
    }
    int from = (int) (count * (1 - combineRatio) / 2);
    from = Math.min(Math.max(from, 1), (count - 1) / 2);
    return chosen.stream()
        .sorted(Comparator.comparingDouble(Sample::offset))
        .toList()
        .subList(from, count - from)
        .stream()
        .sorted(Comparator.comparingLong(Sample::timeNanos))
        .toList();
  }

  private Optional<Sample> average(List<Sample> chosen) {
    int count = chosen.size();
    long reference = chosen.getLast().timeNanos();
    double time = 0;
    double offset = 0;
    double delay = 0;
    double dispersion = 0;
    double rootDelay = 0;
    double rootDispersion = 0;
    for (Sample sample : chosen) {
      time += (sample.timeNanos() - reference) * 1e-9 / count;
      offset += sample.offset() / count;
      delay += sample.delay() / count;
      dispersion += sample.dispersion() / count;
      rootDelay += sample.rootDelay() / count;
      rootDispersion += sample.rootDispersion() / count;
    }
    Scatter scatter = scatter(chosen, reference, time, offset);
    if (scatter.variance() > maxVariance) {
      return Optional.empty();
    }
    double error = longTerm.smooth(scatter);
    return Optional.of(
        new Sample(
            reference + Math.round(time * 1e9),
            offset,
            delay,
            Math.max(error, dispersion),
            rootDelay,
            Math.max(error, rootDispersion)));
  }

  /// @param variance of one sample
  /// @param deviation of the average
  /// @param degrees of freedom that the variance rests on
  record Scatter(double variance, double deviation, int degrees) {}

  private Scatter scatter(List<Sample> chosen, long reference, double meanTime, double meanOffset) {
    int count = chosen.size();
    if (count == 1) {
      double variance = Math.max(longTerm.variance(), MIN_VARIANCE);
      return new Scatter(variance, Math.sqrt(variance), 1);
    }
    if (count < MIN_CHOICE) {
      double squares = 0;
      for (Sample sample : chosen) {
        squares += (sample.offset() - meanOffset) * (sample.offset() - meanOffset);
      }
      double variance = Math.max(squares / (count - 1), MIN_VARIANCE);
      return new Scatter(variance, Math.sqrt(variance), count - 1);
    }
    double[] x = new double[count];
    double[] y = new double[count];
    double[] weight = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = (chosen.get(i).timeNanos() - reference) * 1e-9 - meanTime;
      y[i] = chosen.get(i).offset() - meanOffset;
      weight[i] = Math.max(chosen.get(i).dispersion(), precision);
    }
    LinearRegression.Line line = LinearRegression.fit(x, y, weight, 0, count);
    return new Scatter(
        Math.max(line.variance(), MIN_VARIANCE), line.interceptDeviation(), count - 2);
  }

  /// Puts the samples onto the scale of the changed clock; forgets them if the change is unknown.
  public void onClockAdjusted(ClockAdjustment adjustment) {
    if (adjustment.kind() == ClockAdjustment.Kind.UNKNOWN_STEP) {
      reset();
      return;
    }
    samples.replaceAll(sample -> sample.adjustedBy(adjustment));
    if (lastTimeNanos != Long.MIN_VALUE) {
      lastTimeNanos = adjustment.apply(lastTimeNanos);
    }
  }

  /// The source tells so many seconds more than when the samples were taken.
  public void onSourceAdjusted(double seconds) {
    samples.replaceAll(sample -> sample.withOffsetAdded(seconds));
  }

  /// Widens every sample's dispersion.
  public void addDispersion(double seconds) {
    samples.replaceAll(sample -> sample.withDispersionAdded(seconds));
  }

  /// Forgets the samples; how much they usually scatter stays known.
  public void reset() {
    samples.clear();
    lastTimeNanos = Long.MIN_VALUE;
  }
}
