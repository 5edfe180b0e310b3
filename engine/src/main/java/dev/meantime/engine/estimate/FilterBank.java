// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import java.util.ArrayList;
import java.util.List;

/// Many filters side by side, one for each pair of a hypothesis about the path's jitter and one
/// about the clock's wander; each counts by how well it predicted the samples (multiple-model
/// adaptive estimation: Magill, "Optimal adaptive estimation of sampled stochastic processes",
/// 1965). Old evidence fades, so that a changed path or clock is noticed. Confined to the loop.
final class FilterBank {

  /// What remains of older evidence at each sample: that of the last 50 counts.
  private static final double MEMORY = 0.98;

  /// Quartz wanders by about 1e-9 in a second, give or take a factor of thirty.
  private static final double USUAL_WANDER = -9;

  private static final double WANDER_SPREAD = 1.5;
  private static final double SMALLEST_WANDER = 1e-12;
  private static final double LARGEST_WANDER = 1e-6;
  private static final double WANDER_RATIO = Math.sqrt(10);

  /// No single sample speaks against one hypothesis, for another, by more than this: an hypothesis
  /// that was wrong once may become right again.
  private static final double WORST = 12;

  /// Filters that count less than this are not asked whether a sample surprises.
  private static final double PLAUSIBLE = 1e-3;

  /// One pair of hypotheses.
  private static final class Member {
    final JitterLaw law;
    final double logWander;
    final ClockFilter filter;

    /// The state before the first sample of the window, for judging the window anew.
    final ClockFilter origin;

    double evidence;
    double originEvidence;
    double weight;

    Member(JitterLaw law, double wander) {
      this.law = law;
      this.logWander = Math.log10(wander);
      this.filter = new ClockFilter(wander);
      this.origin = new ClockFilter(wander);
    }
  }

  private final List<Member> members = new ArrayList<>();
  private final JitterPrior prior;
  private final Noise noise = new Noise();
  private final TruncatedNormal scratch = new TruncatedNormal();
  private final double[] likelihoods;
  private boolean hasOrigin;

  FilterBank(JitterPrior prior) {
    this.prior = prior;
    for (JitterLaw law : prior.laws()) {
      for (double w = SMALLEST_WANDER; w < LARGEST_WANDER * 1.01; w *= WANDER_RATIO) {
        members.add(new Member(law, w));
      }
    }
    likelihoods = new double[members.size()];
  }

  /// Begins anew with this sample. What is known of jitter and wander stays.
  ///
  /// @param frequency first guess, s/s
  /// @param frequencyDeviation of the guess
  void start(Sample sample, PathDelay path, double frequency, double frequencyDeviation) {
    hasOrigin = false;
    for (Member member : members) {
      member.law.interpret(sample.delay(), path, noise);
      member.filter.start(sample.offset(), noise, frequency, frequencyDeviation);
      member.originEvidence = member.evidence;
    }
    weigh(path);
  }

  /// Takes the newest sample of the window, which is not its only one.
  void add(SampleWindow window, PathDelay path) {
    int newest = window.size() - 1;
    Sample sample = window.get(newest);
    double seconds = window.interval(newest);
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < likelihoods.length; i++) {
      Member member = members.get(i);
      likelihoods[i] = step(member.law, member.filter, seconds, sample, path);
      best = Math.max(best, likelihoods[i]);
    }
    window.setLeastLikelihood(newest, best - WORST);
    for (int i = 0; i < likelihoods.length; i++) {
      Member member = members.get(i);
      member.evidence = MEMORY * member.evidence + Math.max(likelihoods[i], best - WORST);
    }
    weigh(path);
  }

  private double step(
      JitterLaw law, ClockFilter filter, double seconds, Sample sample, PathDelay path) {
    filter.predict(seconds);
    law.interpret(sample.delay(), path, noise);
    return filter.update(sample.offset(), noise, scratch);
  }

  /// Judges the samples of the window anew, after what is known of the path has changed.
  ///
  /// @param start as it was given to {@link #start}
  void replay(SampleWindow window, PathDelay path, FrequencyGuess start) {
    for (Member member : members) {
      if (!member.law.followsDelay()) {
        continue;
      }
      member.evidence = member.originEvidence;
      int first = 0;
      if (hasOrigin) {
        member.filter.copyFrom(member.origin);
      } else {
        Sample sample = window.get(0);
        member.law.interpret(sample.delay(), path, noise);
        member.filter.start(sample.offset(), noise, start.frequency(), start.deviation());
        first = 1;
      }
      for (int i = first; i < window.size(); i++) {
        double likelihood =
            step(member.law, member.filter, window.interval(i), window.get(i), path);
        member.evidence =
            MEMORY * member.evidence + Math.max(likelihood, window.leastLikelihood(i));
      }
    }
    weigh(path);
  }

  /// The oldest sample of the window is about to leave it: what it says stays in the origin.
  void absorb(SampleWindow window, PathDelay path, FrequencyGuess start) {
    Sample sample = window.get(0);
    for (Member member : members) {
      member.law.interpret(sample.delay(), path, noise);
      if (hasOrigin) {
        member.origin.predict(window.interval(0));
        double likelihood = member.origin.update(sample.offset(), noise, scratch);
        member.originEvidence =
            MEMORY * member.originEvidence + Math.max(likelihood, window.leastLikelihood(0));
      } else {
        member.origin.start(sample.offset(), noise, start.frequency(), start.deviation());
      }
    }
    hasOrigin = true;
  }

  /// How many standard deviations beyond what it can explain the sample lies for the plausible
  /// filter that is surprised the least.
  ///
  /// @param seconds since the last sample
  double surprise(double seconds, Sample sample, PathDelay path) {
    double least = Double.POSITIVE_INFINITY;
    for (Member member : members) {
      if (member.weight >= PLAUSIBLE) {
        ClockFilter filter = member.filter;
        member.law.interpret(sample.delay(), path, noise);
        double expected = filter.offset() + filter.frequency() * seconds;
        double beyond =
            Math.abs(sample.offset() - noise.shift() - expected) - noise.halfWidth();
        double deviation = Math.sqrt(filter.offsetVarianceAfter(seconds) + noise.variance());
        least = Math.min(least, beyond / deviation);
      }
    }
    return Math.max(0, least);
  }

  /// Puts every state onto the scale of a changed clock.
  ///
  /// @param offsetChange at the time of the newest sample, seconds
  /// @param originOffsetChange at the time of the sample before the window, seconds
  /// @param frequencyChange s/s
  void adjust(double offsetChange, double originOffsetChange, double frequencyChange) {
    for (Member member : members) {
      member.filter.adjust(offsetChange, frequencyChange);
      if (hasOrigin) {
        member.origin.adjust(originOffsetChange, frequencyChange);
      }
    }
  }

  /// Forgets everything.
  void reset() {
    hasOrigin = false;
    for (Member member : members) {
      member.evidence = 0;
      member.originEvidence = 0;
      member.weight = 0;
    }
  }

  private void weigh(PathDelay path) {
    double best = Double.NEGATIVE_INFINITY;
    for (Member member : members) {
      double wander = (member.logWander - USUAL_WANDER) / WANDER_SPREAD;
      member.weight =
          member.evidence - 0.5 * wander * wander + prior.logProbability(member.law, path);
      best = Math.max(best, member.weight);
    }
    double total = 0;
    for (Member member : members) {
      member.weight = Math.exp(member.weight - best);
      total += member.weight;
    }
    for (Member member : members) {
      member.weight /= total;
    }
  }

  /// What all of them say together.
  Belief belief(SampleWindow window, PathDelay path) {
    double offset = 0;
    double frequency = 0;
    double wander = 0;
    double asymmetry = 0;
    for (Member member : members) {
      offset += member.weight * member.filter.offset();
      frequency += member.weight * member.filter.frequency();
      wander += member.weight * member.filter.wander();
      asymmetry += member.weight * member.law.asymmetry();
    }
    double offsetVariance = 0;
    double covariance = 0;
    double frequencyVariance = 0;
    for (Member member : members) {
      ClockFilter filter = member.filter;
      double offsetError = filter.offset() - offset;
      double frequencyError = filter.frequency() - frequency;
      offsetVariance += member.weight * (filter.offsetVariance() + offsetError * offsetError);
      covariance += member.weight * (filter.covariance() + offsetError * frequencyError);
      frequencyVariance +=
          member.weight * (filter.frequencyVariance() + frequencyError * frequencyError);
    }
    return new Belief(
        offset,
        frequency,
        offsetVariance,
        covariance,
        frequencyVariance,
        wander,
        asymmetry,
        Math.sqrt(noiseVariance(window, path)));
  }

  /// Mean variance of the samples' errors.
  private double noiseVariance(SampleWindow window, PathDelay path) {
    double sum = 0;
    for (JitterLaw law : prior.laws()) {
      double weight = 0;
      for (Member member : members) {
        weight += member.law.equals(law) ? member.weight : 0;
      }
      if (weight >= PLAUSIBLE) {
        double variance = 0;
        for (int i = 0; i < window.size(); i++) {
          law.interpret(window.get(i).delay(), path, noise);
          variance += noise.totalVariance();
        }
        sum += weight * variance / window.size();
      }
    }
    return sum;
  }
}
