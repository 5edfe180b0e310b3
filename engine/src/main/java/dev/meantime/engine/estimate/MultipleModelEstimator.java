// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import dev.meantime.engine.ClockAdjustment;
import java.util.ArrayList;
import java.util.List;

/// Estimates offset and frequency from what each sample's delay says about its error, without being
/// told how the path's jitter is distributed or how much the clock wanders: both are found out from
/// the samples (docs/estimation.md). A sample that nothing known explains is set aside until the
/// next one tells whether the sample was wrong or the clock has changed. Confined to the loop.
public final class MultipleModelEstimator implements SourceEstimator {

  /// How many round trips tell the shortest one.
  private static final int DELAYS = 128;

  /// So many polls stand for the path as it is now.
  private static final int RECENT = 8;

  /// Fewest samples by which another one can be called surprising.
  private static final int MIN_JUDGES = 4;

  /// Standard deviations beyond what is expected that make a sample surprising.
  private static final double SURPRISING = 7;

  /// Standard deviations that make the first guess of the frequency wrong.
  private static final double CONTRADICTING = 4;

  /// So many surprising samples in a row mean that the clock has changed, whatever they say.
  private static final int MAX_ASIDE = 3;

  /// Part of the scatter of the delays by which even the most likely law of jitter may be wrong.
  private static final double UNCERTAIN_LAW = 1 / 16.0;

  private static final double MIN_SKEW = 1e-12;
  private static final double MIN_DEVIATION = 1e-9;

  private final EstimatorOptions options;
  private final SampleWindow window;
  private final FilterBank bank;
  private final boolean remembers;
  private final double[] delays = new double[DELAYS];
  private final List<Sample> aside = new ArrayList<>();
  private int delayCount;
  private FrequencyGuess guess;
  private PathDelay path;
  private double lastMeasuredOffset;
  private SourceEstimate estimate = SourceEstimate.none();

  public MultipleModelEstimator(EstimatorOptions options) {
    this.options = options;
    window = new SampleWindow(options.maxSamples());
    bank = new FilterBank(JitterPrior.of(options.asymmetry(), options.precision()));
    remembers = options.maxSamples() == EstimatorOptions.MAX_SAMPLES;
    guess = unknownFrequency();
    path = PathDelay.of(new double[] {0}, 1, options.minDelay(), options.precision());
  }

  private FrequencyGuess unknownFrequency() {
    return new FrequencyGuess(0, options.frequencyDeviation());
  }

  @Override
  public void accumulate(Sample sample) {
    if (window.size() > 0 && sample.timeNanos() <= newest().timeNanos()) {
      reset();
    }
    lastMeasuredOffset = sample.offset();
    if (isSurprising(sample)) {
      aside.add(sample);
      if (isChange()) {
        beginAnew();
      } else {
        estimate = estimate.withLast(sample, lastMeasuredOffset);
        return;
      }
    } else {
      aside.clear();
      take(sample);
    }
    estimate = describe();
  }

  private Sample newest() {
    return aside.isEmpty() ? window.last() : aside.getLast();
  }

  private boolean isSurprising(Sample sample) {
    return window.size() >= MIN_JUDGES
        && bank.surprise(secondsSince(window.last(), sample), sample, path) > SURPRISING;
  }

  private static double secondsSince(Sample earlier, Sample later) {
    return (later.timeNanos() - earlier.timeNanos()) * 1e-9;
  }

  /// Whether the samples set aside say that the clock has changed: the last two agree about where
  /// it is now, or there are too many of them.
  private boolean isChange() {
    int count = aside.size();
    if (count >= MAX_ASIDE) {
      return true;
    }
    if (count < 2) {
      return false;
    }
    Sample first = aside.get(count - 2);
    Sample second = aside.get(count - 1);
    double seconds = secondsSince(first, second);
    double difference = second.offset() - first.offset() - seconds * estimate.frequency();
    double allowed =
        (path.extra(first.delay()) + path.extra(second.delay())) / 2
            + SURPRISING
                * (2 * estimate.standardDeviation() + seconds * estimate.frequencyDeviation());
    return Math.abs(difference) <= allowed;
  }

  /// The clock is where the samples set aside say it is. Its frequency may have changed with it.
  private void beginAnew() {
    double spread = window.size() == 0 ? 0 : frequencySpread();
    guess =
        new FrequencyGuess(
            estimate.frequency(), Math.max(3 * estimate.frequencyDeviation(), spread));
    window.clear();
    List<Sample> samples = List.copyOf(aside);
    aside.clear();
    samples.forEach(this::take);
  }

  /// By how much the frequency would have to differ to explain the samples set aside, s/s.
  private double frequencySpread() {
    Sample first = aside.getFirst();
    Sample last = aside.getLast();
    double seconds = secondsSince(first, last);
    return Math.abs((last.offset() - first.offset()) / seconds - estimate.frequency());
  }

  private void take(Sample sample) {
    PathDelay changed = withDelay(sample.delay());
    if (window.size() == 0) {
      path = changed;
      extend(sample);
      return;
    }
    if (window.size() == 1 && !confirmsGuess(sample)) {
      bank.start(window, path, guess);
    }
    if (window.isFull() && !remembers) {
      window.removeOldest();
      path = changed;
      bank.restart(window, path, guess);
      extend(sample);
      return;
    }
    if (window.isFull()) {
      bank.absorb(window, path, guess);
      window.removeOldest();
    }
    extend(sample);
    if (changed.differsFrom(path)) {
      path = changed;
      bank.replay(window, path, guess);
    }
  }

  /// Whether the second sample agrees with what was guessed of the frequency; if not, the guess is
  /// made as uncertain as it turned out to be wrong, for otherwise it would weigh as much as the
  /// first samples do.
  private boolean confirmsGuess(Sample second) {
    Sample first = window.last();
    double seconds = secondsSince(first, second);
    double error = Math.abs((second.offset() - first.offset()) / seconds - guess.frequency());
    double explained = (path.extra(first.delay()) + path.extra(second.delay())) / 2 / seconds;
    if (error <= explained + CONTRADICTING * guess.deviation()) {
      return true;
    }
    guess = new FrequencyGuess(guess.frequency(), error);
    return false;
  }

  private void extend(Sample sample) {
    window.add(sample);
    if (window.size() == 1) {
      bank.start(window, path, guess);
    } else {
      bank.add(window, path);
    }
  }

  private PathDelay withDelay(double delay) {
    if (delayCount == DELAYS) {
      System.arraycopy(delays, 1, delays, 0, DELAYS - 1);
      delayCount--;
    }
    delays[delayCount] = delay;
    delayCount++;
    return PathDelay.of(delays, delayCount, options.minDelay(), options.precision());
  }

  private SourceEstimate describe() {
    Belief belief = bank.belief(window, path);
    Sample last = window.last();
    double frequencyDeviation = Math.max(Math.sqrt(belief.frequencyVariance()), MIN_SKEW);
    double skew = SourceEstimate.CERTAIN * frequencyDeviation;
    Sample best = best();
    return new SourceEstimate(
        window.size(),
        runs(belief),
        last.timeNanos() - window.get(0).timeNanos(),
        last.timeNanos(),
        belief.offset(),
        Math.max(Math.sqrt(belief.offsetVariance()), MIN_DEVIATION),
        belief.frequency(),
        frequencyDeviation,
        skew,
        Math.max(Math.hypot(belief.noise(), UNCERTAIN_LAW * path.deviation()), MIN_DEVIATION),
        path.minimum(),
        belief.asymmetry(),
        best.rootDelay(),
        best.rootDispersion(),
        window.get(0).timeNanos(),
        last,
        lastMeasuredOffset,
        window.isFull() && window.size() < SourceEstimate.MIN_SAMPLES_FOR_FREQUENCY,
        belief.covariance(),
        belief.wander());
  }

  private int runs(Belief belief) {
    int runs = 0;
    double before = 0;
    Sample last = window.last();
    for (int i = 0; i < window.size(); i++) {
      Sample sample = window.get(i);
      double line = belief.offset() - secondsSince(sample, last) * belief.frequency();
      double residual = sample.offset() - line;
      if (i == 0 || residual * before <= 0) {
        runs++;
      }
      before = residual;
    }
    return runs;
  }

  /// The sample with the smallest root distance of the last few: for how lopsided the path may be,
  /// older ones tell nothing, because the path may have changed.
  private Sample best() {
    Sample best = window.last();
    for (int i = Math.max(0, window.size() - RECENT); i < window.size(); i++) {
      Sample sample = window.get(i);
      if (distance(sample) < distance(best)) {
        best = sample;
      }
    }
    return best;
  }

  private static double distance(Sample sample) {
    return sample.rootDelay() / 2 + sample.rootDispersion();
  }

  @Override
  public SourceEstimate estimate() {
    return estimate;
  }

  @Override
  public List<Sample> history() {
    return window.toList();
  }

  @Override
  public Explanation explain() {
    if (window.size() == 0) {
      return Explanation.NONE;
    }
    Explanation used = bank.explain(window, path, guess);
    List<Explanation.Influence> samples = new ArrayList<>(used.samples());
    for (Sample sample : aside) {
      double residual = sample.offset() - estimate.offsetAt(sample.timeNanos());
      samples.add(
          new Explanation.Influence(
              sample, path.extra(sample.delay()) / Math.sqrt(12), residual, 0, true));
    }
    return new Explanation(
        used.jitter(), used.jitterProbability(), used.wander(), used.minimumDelay(), samples);
  }

  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    if (adjustment.kind() == ClockAdjustment.Kind.UNKNOWN_STEP) {
      reset();
      return;
    }
    if (window.size() == 0) {
      return;
    }
    double change = adjustment.frequencyChange();
    bank.adjust(
        adjustment.delta(window.last().timeNanos()), adjustment.delta(window.leftNanos()), change);
    guess = new FrequencyGuess((guess.frequency() - change) / (1 + change), guess.deviation());
    window.adjust(adjustment);
    aside.replaceAll(sample -> sample.adjustedBy(adjustment));
    estimate = estimate.adjustedBy(adjustment);
  }

  @Override
  public void onSourceAdjusted(double seconds) {
    if (window.size() == 0) {
      return;
    }
    bank.adjust(-seconds, -seconds, 0);
    window.addOffset(seconds);
    aside.replaceAll(sample -> sample.withOffsetAdded(seconds));
    estimate = estimate.withOffsetAdded(seconds);
  }

  @Override
  public void addDispersion(double seconds) {
    if (window.size() == 0) {
      return;
    }
    window.addDispersion(seconds);
    aside.replaceAll(sample -> sample.withDispersionAdded(seconds));
    estimate = estimate.withDispersionAdded(seconds);
  }

  @Override
  public void reset() {
    window.clear();
    aside.clear();
    bank.reset();
    delayCount = 0;
    guess = unknownFrequency();
    lastMeasuredOffset = 0;
    estimate = SourceEstimate.none();
  }
}
