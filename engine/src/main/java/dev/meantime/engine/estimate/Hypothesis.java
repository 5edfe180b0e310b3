// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.Arrays;

/// One law of jitter with a filter for each amount of wander that the clock may have. Confined to
/// its bank.
final class Hypothesis {

  /// What remains of older evidence at each sample: that of the last 50 counts.
  private static final double MEMORY = 0.98;

  /// No single sample speaks against one hypothesis, for another, by more than this (in powers of
  /// e): a hypothesis that was wrong once may become right again.
  private static final double MOST = 12;

  private final JitterLaw law;
  private final ClockFilter[] filters;
  private final double[] evidence;
  private final double[] likelihoods;

  /// State and evidence before the first sample of the window, for judging the window anew.
  private final ClockFilter[] origins;

  private final double[] originEvidence;
  private final double[] weights;
  private final Noise noise = new Noise();
  private final TruncatedNormal scratch = new TruncatedNormal();

  /// @param wanders standard deviations of the frequency's change in one second, s/s
  Hypothesis(JitterLaw law, double[] wanders) {
    this.law = law;
    int count = wanders.length;
    filters = new ClockFilter[count];
    origins = new ClockFilter[count];
    for (int i = 0; i < count; i++) {
      filters[i] = new ClockFilter(wanders[i]);
      origins[i] = new ClockFilter(wanders[i]);
    }
    evidence = new double[count];
    likelihoods = new double[count];
    originEvidence = new double[count];
    weights = new double[count];
  }

  JitterLaw law() {
    return law;
  }

  int size() {
    return filters.length;
  }

  ClockFilter filter(int index) {
    return filters[index];
  }

  /// Log of how well the samples were predicted, up to a constant that all share: each sample
  /// counts by how much worse it was predicted than by the best filter of the bank, so that a
  /// sample which surprises all of them leaves no numbers behind in which later evidence would
  /// drown.
  double evidence(int index) {
    return evidence[index];
  }

  /// How much a filter counts; all of a bank add up to 1.
  double weight(int index) {
    return weights[index];
  }

  void setWeight(int index, double weight) {
    weights[index] = weight;
  }

  /// How likely the law is.
  double weight() {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /// Begins anew; evidence is kept.
  void start(Sample sample, PathDelay path, FrequencyGuess guess) {
    law.interpret(sample.delay(), path, noise);
    for (int i = 0; i < filters.length; i++) {
      filters[i].start(sample.offset(), noise, guess);
      originEvidence[i] = evidence[i];
    }
  }

  /// Takes a sample.
  ///
  /// @param seconds since the one before
  /// @return the largest log-likelihood of any filter; {@link #charge} is to follow
  double take(double seconds, Sample sample, PathDelay path) {
    law.interpret(sample.delay(), path, noise);
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < filters.length; i++) {
      filters[i].predict(seconds);
      likelihoods[i] = filters[i].update(sample.offset(), noise, scratch);
      best = Math.max(best, likelihoods[i]);
    }
    return best;
  }

  /// Counts the last sample as evidence.
  ///
  /// @param best log-likelihood of the sample for the filter that had expected it the most
  void charge(double best) {
    for (int i = 0; i < filters.length; i++) {
      evidence[i] = charged(evidence[i], likelihoods[i], best);
    }
  }

  private static double charged(double evidence, double likelihood, double best) {
    return MEMORY * evidence + Math.clamp(likelihood - best, -MOST, MOST);
  }

  /// Judges the samples of the window anew.
  ///
  /// @param hasOrigin whether there were samples before the window
  void replay(SampleWindow window, PathDelay path, FrequencyGuess guess, boolean hasOrigin) {
    System.arraycopy(originEvidence, 0, evidence, 0, evidence.length);
    int first = 0;
    if (hasOrigin) {
      for (int i = 0; i < filters.length; i++) {
        filters[i].copyFrom(origins[i]);
      }
    } else {
      law.interpret(window.get(0).delay(), path, noise);
      for (ClockFilter filter : filters) {
        filter.start(window.get(0).offset(), noise, guess);
      }
      first = 1;
    }
    for (int i = first; i < window.size(); i++) {
      take(window.interval(i), window.get(i), path);
      charge(window.bestLikelihood(i));
    }
  }

  /// Runs the samples of the window through the filters as if there had been no others. They were
  /// counted as evidence before.
  void restart(SampleWindow window, PathDelay path, FrequencyGuess guess) {
    for (int i = 0; i < window.size(); i++) {
      if (i > 0) {
        take(window.interval(i), window.get(i), path);
        continue;
      }
      law.interpret(window.get(0).delay(), path, noise);
      for (ClockFilter filter : filters) {
        filter.start(window.get(0).offset(), noise, guess);
      }
    }
  }

  /// The oldest sample of the window is about to leave it: what it says stays in the origin.
  void absorb(SampleWindow window, PathDelay path, FrequencyGuess guess, boolean hasOrigin) {
    Sample sample = window.get(0);
    law.interpret(sample.delay(), path, noise);
    for (int i = 0; i < origins.length; i++) {
      if (hasOrigin) {
        origins[i].predict(window.interval(0));
        double likelihood = origins[i].update(sample.offset(), noise, scratch);
        originEvidence[i] = charged(originEvidence[i], likelihood, window.bestLikelihood(0));
      } else {
        origins[i].start(sample.offset(), noise, guess);
      }
    }
  }

  /// How many standard deviations beyond what it can explain a sample lies for the filter that is
  /// surprised the least of those that count more than `plausible`; infinite when none does.
  double surprise(double seconds, Sample sample, PathDelay path, double plausible) {
    law.interpret(sample.delay(), path, noise);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < filters.length; i++) {
      if (weights[i] >= plausible) {
        ClockFilter filter = filters[i];
        double expected = filter.offset() + filter.frequency() * seconds;
        double beyond = Math.abs(sample.offset() - noise.shift() - expected) - noise.halfWidth();
        double deviation = Math.sqrt(filter.offsetVarianceAfter(seconds) + noise.variance());
        least = Math.min(least, beyond / deviation);
      }
    }
    return least;
  }

  /// Puts every state onto the scale of a changed clock, as {@link FilterBank#adjust}.
  void adjust(double offsetChange, double originOffsetChange, double frequencyChange) {
    for (int i = 0; i < filters.length; i++) {
      filters[i].adjust(offsetChange, frequencyChange);
      origins[i].adjust(originOffsetChange, frequencyChange);
    }
  }

  /// Mean variance of the samples' errors, s².
  double noiseVariance(SampleWindow window, PathDelay path) {
    double sum = 0;
    for (int i = 0; i < window.size(); i++) {
      law.interpret(window.get(i).delay(), path, noise);
      sum += noise.totalVariance();
    }
    return sum / window.size();
  }

  /// What one of its filters makes of each sample.
  Explanation explain(
      int index, SampleWindow window, PathDelay path, FrequencyGuess guess, boolean hasOrigin) {
    ClockFilter filter = filters[index];
    double wander = Math.sqrt(filter.wander());
    return new Explanation(
        law.description(),
        weight(),
        wander,
        path.minimum() - path.expectedExcess(),
        Influences.of(law, filter, origins[index], !hasOrigin, wander, window, path, guess));
  }

  /// Forgets everything.
  void reset() {
    Arrays.fill(evidence, 0);
    Arrays.fill(originEvidence, 0);
    Arrays.fill(weights, 0);
  }
}
