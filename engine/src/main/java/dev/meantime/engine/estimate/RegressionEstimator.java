// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import dev.meantime.engine.ClockAdjustment;
import java.util.ArrayList;
import java.util.List;

/// Estimates offset and frequency by a weighted straight line through as many samples as a straight
/// line explains: after every new sample the oldest ones are dropped until the signs of the
/// residuals look like noise. So the memory is long while the clock is steady and short after it
/// has changed. Confined to the loop.
public final class RegressionEstimator implements SourceEstimator {

  private static final double MIN_SKEW = 1e-12;
  private static final double MAX_SKEW = 1;
  private static final double MIN_DEVIATION = 1e-9;

  private final EstimatorOptions options;
  private final SampleStore store;
  private final JitterAsymmetry asymmetry;

  // Scratch space of one regression, by the store's index: it runs for every sample of every
  // source.
  private final double[] time = new double[2 * EstimatorOptions.MAX_SAMPLES];
  private final double[] offset = new double[2 * EstimatorOptions.MAX_SAMPLES];
  private final double[] delay = new double[2 * EstimatorOptions.MAX_SAMPLES];
  private final double[] weight = new double[2 * EstimatorOptions.MAX_SAMPLES];
  private final double[] residual = new double[2 * EstimatorOptions.MAX_SAMPLES];

  private double lastMeasuredOffset;
  private SourceEstimate estimate = SourceEstimate.none();

  public RegressionEstimator(EstimatorOptions options) {
    this.options = options;
    this.store = new SampleStore(options.maxSamples());
    this.asymmetry = new JitterAsymmetry(options.asymmetry());
  }

  @Override
  public void accumulate(Sample sample) {
    if (!store.isEmpty() && sample.timeNanos() <= store.last().timeNanos()) {
      reset();
    }
    store.add(withPossibleDelay(sample));
    lastMeasuredOffset = sample.offset();
    estimate = store.used() < LinearRegression.MIN_POINTS ? withoutFrequency() : regress();
  }

  /// A round trip below the known smallest one is as wrong as one that is longer by as much.
  private Sample withPossibleDelay(Sample sample) {
    double smallest = options.minDelay();
    if (sample.delay() >= smallest) {
      return sample;
    }
    return new Sample(
        sample.timeNanos(),
        sample.offset(),
        2 * smallest - sample.delay(),
        sample.dispersion(),
        sample.rootDelay(),
        sample.rootDispersion());
  }

  private SourceEstimate regress() {
    long reference = store.last().timeNanos();
    int size = store.size();
    for (int i = 0; i < size; i++) {
      Sample sample = store.get(i);
      time[i] = (sample.timeNanos() - reference) * 1e-9;
      offset[i] = sample.offset();
      delay[i] = sample.delay();
    }
    double minDelay = minimumDelay();
    asymmetry.correct(time, offset, delay, minDelay, size);
    SampleWeights.fill(store, store.older(), size, options.precision(), weight);

    int from = store.older();
    LinearRegression.Line line = LinearRegression.fit(time, offset, weight, from, size);
    while (!isExplained(line, from, size)) {
      from++;
      line = LinearRegression.fit(time, offset, weight, from, size);
    }
    int runs = RunsTest.runs(residual, from, size);
    store.retire(from - store.older());
    return describe(line, runs, minDelay);
  }

  /// Whether the line through the samples `from` to `to − 1` may be kept. The residuals of as many
  /// older samples are looked at too: a bend shows sooner.
  private boolean isExplained(LinearRegression.Line line, int from, int to) {
    int used = to - from;
    int first = Math.max(0, from - used);
    for (int i = first; i < to; i++) {
      residual[i] = line.residual(time[i], offset[i]);
    }
    return used <= LinearRegression.MIN_POINTS
        || used <= options.minSamples()
        || RunsTest.isPassed(RunsTest.runs(residual, first, to), to - first);
  }

  private SourceEstimate describe(LinearRegression.Line line, int runs, double minDelay) {
    int used = store.used();
    Sample last = store.last();
    double skew = clamp(line.slopeDeviation() * StudentT.factor(used - 2), MIN_SKEW, MAX_SKEW);
    return estimate(
        runs,
        line.intercept(),
        line.interceptDeviation(),
        line.slope(),
        clamp(line.slopeDeviation(), MIN_SKEW, MAX_SKEW),
        skew,
        Math.max(MIN_DEVIATION, Math.sqrt(line.variance())),
        minDelay,
        best(last.timeNanos(), skew));
  }

  /// One or two samples: the offset is the newest one's, and nothing is known of the rest.
  private SourceEstimate withoutFrequency() {
    SourceEstimate unknown = SourceEstimate.none();
    Sample last = store.last();
    return estimate(
        0,
        last.offset(),
        unknown.offsetDeviation(),
        0,
        unknown.frequencyDeviation(),
        unknown.skew(),
        unknown.standardDeviation(),
        minimumDelay(),
        best(last.timeNanos(), unknown.skew()));
  }

  private SourceEstimate estimate(
      int runs,
      double offset,
      double offsetDeviation,
      double frequency,
      double frequencyDeviation,
      double skew,
      double standardDeviation,
      double minDelay,
      Sample best) {
    Sample first = store.get(store.older());
    Sample last = store.last();
    return new SourceEstimate(
        store.used(),
        runs,
        last.timeNanos() - first.timeNanos(),
        last.timeNanos(),
        offset,
        offsetDeviation,
        frequency,
        frequencyDeviation,
        skew,
        standardDeviation,
        minDelay,
        asymmetry.asymmetry(),
        best.timeNanos(),
        best.offset(),
        best.rootDelay(),
        best.rootDispersion(),
        first.timeNanos(),
        last,
        lastMeasuredOffset,
        store.isFull(),
        0,
        0);
  }

  /// The sample in use whose root distance is the smallest now.
  private Sample best(long nowNanos, double skew) {
    Sample best = store.last();
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = store.older(); i < store.size(); i++) {
      Sample sample = store.get(i);
      double distance =
          sample.rootDelay() / 2
              + sample.rootDispersion()
              + (nowNanos - sample.timeNanos()) * 1e-9 * skew;
      if (distance < smallest) {
        smallest = distance;
        best = sample;
      }
    }
    return best;
  }

  private double minimumDelay() {
    if (options.minDelay() > 0) {
      return options.minDelay();
    }
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < store.size(); i++) {
      smallest = Math.min(smallest, store.get(i).delay());
    }
    return smallest;
  }

  private static double clamp(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }

  @Override
  public SourceEstimate estimate() {
    return estimate;
  }

  @Override
  public List<Sample> history() {
    List<Sample> samples = new ArrayList<>();
    for (int i = store.older(); i < store.size(); i++) {
      samples.add(store.get(i));
    }
    return samples;
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    if (adjustment.kind() == ClockAdjustment.Kind.UNKNOWN_STEP) {
      reset();
      return;
    }
    if (store.isEmpty()) {
      return;
    }
    store.replaceAll(sample -> sample.adjustedBy(adjustment));
    estimate = estimate.adjustedBy(adjustment);
  }

  @Override
  public void addDispersion(double seconds) {
    if (store.isEmpty()) {
      return;
    }
    store.replaceAll(sample -> sample.withDispersionAdded(seconds));
    estimate = estimate.withDispersionAdded(seconds);
  }

  @Override
  public void reset() {
    store.clear();
    asymmetry.reset();
    lastMeasuredOffset = 0;
    estimate = SourceEstimate.none();
  }
}
