// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

/// Many filters side by side, one for each pair of a law of the path's jitter and an amount of the
/// clock's wander; each counts by how well it predicted the samples (multiple-model adaptive
/// estimation: Magill, "Optimal adaptive estimation of sampled stochastic processes", 1965). Old
/// evidence fades, so that a changed path or clock is noticed. Confined to the loop.
final class FilterBank {

  /// Quartz wanders by about 1e-9 in a second, give or take a factor of thirty.
  private static final double USUAL_WANDER = -9;

  private static final double WANDER_SPREAD = 1.5;

  /// Standard deviations of the frequency's change in one second that are tried, s/s: from 1e-12 to
  /// 1e-6 in half decades.
  private static final double[] WANDERS = wanders();

  private static final double[] LOG_PRIOR = logPriorOfWanders();

  /// Filters that count less than this are not asked whether a sample surprises.
  private static final double PLAUSIBLE = 1e-3;

  private final JitterPrior prior;
  private final Hypothesis[] hypotheses;
  private boolean hasOrigin;

  FilterBank(JitterPrior prior) {
    this.prior = prior;
    hypotheses =
        prior.laws().stream().map(law -> new Hypothesis(law, WANDERS)).toArray(Hypothesis[]::new);
  }

  private static double[] wanders() {
    double[] wanders = new double[13];
    for (int i = 0; i < wanders.length; i++) {
      wanders[i] = Math.pow(10, -12 + i / 2.0);
    }
    return wanders;
  }

  /// Begins anew with the only sample of the window. What is known of jitter and wander stays.
  void start(SampleWindow window, PathDelay path, FrequencyGuess guess) {
    hasOrigin = false;
    for (Hypothesis hypothesis : hypotheses) {
      hypothesis.start(window.last(), path, guess);
    }
    weigh(path);
  }

  private static double[] logPriorOfWanders() {
    double[] logPrior = new double[WANDERS.length];
    for (int i = 0; i < logPrior.length; i++) {
      double decades = (Math.log10(WANDERS[i]) - USUAL_WANDER) / WANDER_SPREAD;
      logPrior[i] = -0.5 * decades * decades;
    }
    return logPrior;
  }

  /// Takes the newest sample of the window, which is not its only one.
  void add(SampleWindow window, PathDelay path) {
    int newest = window.size() - 1;
    double best = Double.NEGATIVE_INFINITY;
    for (Hypothesis hypothesis : hypotheses) {
      best = Math.max(best, hypothesis.take(window.interval(newest), window.last(), path));
    }
    window.setBestLikelihood(newest, best);
    for (Hypothesis hypothesis : hypotheses) {
      hypothesis.charge(best);
    }
    weigh(path);
  }

  /// Judges the samples of the window anew, after what is known of the path has changed.
  ///
  /// @param guess as it was given to {@link #start}
  void replay(SampleWindow window, PathDelay path, FrequencyGuess guess) {
    for (Hypothesis hypothesis : hypotheses) {
      if (hypothesis.law().followsDelay()) {
        hypothesis.replay(window, path, guess, hasOrigin);
      }
    }
    weigh(path);
  }

  /// Forgets what samples before the window said of offset and frequency. What is known of jitter
  /// and wander stays.
  void restart(SampleWindow window, PathDelay path, FrequencyGuess guess) {
    for (Hypothesis hypothesis : hypotheses) {
      hypothesis.restart(window, path, guess);
    }
  }

  /// The oldest sample of the window is about to leave it: what it says is kept in another way.
  void absorb(SampleWindow window, PathDelay path, FrequencyGuess guess) {
    for (Hypothesis hypothesis : hypotheses) {
      hypothesis.absorb(window, path, guess, hasOrigin);
    }
    hasOrigin = true;
  }

  /// How many standard deviations beyond what it can explain the sample lies for the plausible
  /// filter that is surprised the least.
  ///
  /// @param seconds since the last sample
  double surprise(double seconds, Sample sample, PathDelay path) {
    double least = Double.POSITIVE_INFINITY;
    for (Hypothesis hypothesis : hypotheses) {
      least = Math.min(least, hypothesis.surprise(seconds, sample, path, PLAUSIBLE));
    }
    return Math.max(0, least);
  }

  /// Puts every state onto the scale of a changed clock.
  ///
  /// @param offsetChange at the time of the newest sample, seconds
  /// @param originOffsetChange at the time of the sample before the window, seconds
  /// @param frequencyChange s/s
  void adjust(double offsetChange, double originOffsetChange, double frequencyChange) {
    for (Hypothesis hypothesis : hypotheses) {
      hypothesis.adjust(offsetChange, originOffsetChange, frequencyChange);
    }
  }

  /// Forgets everything.
  void reset() {
    hasOrigin = false;
    for (Hypothesis hypothesis : hypotheses) {
      hypothesis.reset();
    }
  }

  private void weigh(PathDelay path) {
    double best = Double.NEGATIVE_INFINITY;
    for (Hypothesis hypothesis : hypotheses) {
      double ofLaw = prior.logProbability(hypothesis.law(), path);
      for (int i = 0; i < WANDERS.length; i++) {
        double logWeight = hypothesis.evidence(i) + ofLaw + LOG_PRIOR[i];
        hypothesis.setWeight(i, logWeight);
        best = Math.max(best, logWeight);
      }
    }
    double total = 0;
    for (Hypothesis hypothesis : hypotheses) {
      for (int i = 0; i < WANDERS.length; i++) {
        hypothesis.setWeight(i, Math.exp(hypothesis.weight(i) - best));
        total += hypothesis.weight(i);
      }
    }
    for (Hypothesis hypothesis : hypotheses) {
      for (int i = 0; i < WANDERS.length; i++) {
        hypothesis.setWeight(i, hypothesis.weight(i) / total);
      }
    }
  }

  /// What all of them say together.
  Belief belief(SampleWindow window, PathDelay path) {
    double offset = 0;
    double frequency = 0;
    double wander = 0;
    double asymmetry = 0;
    double noiseVariance = 0;
    for (Hypothesis hypothesis : hypotheses) {
      double ofLaw = hypothesis.weight();
      asymmetry += ofLaw * hypothesis.law().asymmetry();
      if (ofLaw >= PLAUSIBLE) {
        noiseVariance += ofLaw * hypothesis.noiseVariance(window, path);
      }
      for (int i = 0; i < WANDERS.length; i++) {
        double weight = hypothesis.weight(i);
        offset += weight * hypothesis.filter(i).offset();
        frequency += weight * hypothesis.filter(i).frequency();
        wander += weight * hypothesis.filter(i).wander();
      }
    }
    double offsetVariance = 0;
    double covariance = 0;
    double frequencyVariance = 0;
    for (Hypothesis hypothesis : hypotheses) {
      for (int i = 0; i < WANDERS.length; i++) {
        ClockFilter filter = hypothesis.filter(i);
        double weight = hypothesis.weight(i);
        double offsetError = filter.offset() - offset;
        double frequencyError = filter.frequency() - frequency;
        offsetVariance += weight * (filter.offsetVariance() + offsetError * offsetError);
        covariance += weight * (filter.covariance() + offsetError * frequencyError);
        frequencyVariance +=
            weight * (filter.frequencyVariance() + frequencyError * frequencyError);
      }
    }
    return new Belief(
        offset,
        frequency,
        offsetVariance,
        covariance,
        frequencyVariance,
        wander,
        asymmetry,
        Math.sqrt(noiseVariance));
  }

  /// What the most likely filter makes of each sample.
  Explanation explain(SampleWindow window, PathDelay path, FrequencyGuess guess) {
    Hypothesis likeliest = hypotheses[0];
    int index = 0;
    for (Hypothesis hypothesis : hypotheses) {
      for (int i = 0; i < WANDERS.length; i++) {
        if (hypothesis.weight(i) > likeliest.weight(index)) {
          likeliest = hypothesis;
          index = i;
        }
      }
    }
    return likeliest.explain(index, window, path, guess, hasOrigin);
  }
}
