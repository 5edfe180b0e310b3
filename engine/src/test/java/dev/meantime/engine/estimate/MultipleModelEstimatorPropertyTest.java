// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipleModelEstimatorPropertyTest {

  private static final long START = SimulatedSource.START;
  private static final double JITTER = 1e-4;

  private static MultipleModelEstimator estimator(int max, double minDelay, double asymmetry) {
    return new MultipleModelEstimator(estimatorOptions(max, minDelay, asymmetry));
  }

  private static EstimatorOptions estimatorOptions(int max, double minDelay, double asymmetry) {
    return new EstimatorOptions(max, minDelay, asymmetry, 1e-6, EstimatorOptions.UNKNOWN_FREQUENCY);
  }

  /// How an estimator does in the long run: against the truth, and against what it claims.
  private static final class Tally {
    private double squares;
    private double normalised;
    private double frequencyNormalised;
    private int outsideSkew;
    private int doubted;
    private int count;

    void add(SourceEstimate estimate, SimulatedSource source) {
      double error = estimate.offset() - source.offset();
      double frequencyError = estimate.frequency() - source.frequency();
      squares += error * error;
      normalised += Math.pow(error / estimate.offsetDeviation(), 2);
      frequencyNormalised += Math.pow(frequencyError / estimate.frequencyDeviation(), 2);
      outsideSkew += Math.abs(frequencyError) > estimate.skew() ? 1 : 0;
      doubted += estimate.isDoubted() ? 1 : 0;
      count++;
    }

    double rms() {
      return Math.sqrt(squares / count);
    }

    double normalised() {
      return normalised / count;
    }

    double frequencyNormalised() {
      return frequencyNormalised / count;
    }

    double outsideSkew() {
      return (double) outsideSkew / count;
    }

    @Override
    public String toString() {
      return String.format(
          "rms %.3g s, normalised %.3f and %.3f, outside skew %.5f, doubted %d of %d",
          rms(), normalised(), frequencyNormalised(), outsideSkew(), doubted, count);
    }
  }

  private static Tally run(
      SimulatedSource.Jitter jitter, double wander, double interval, double asymmetry) {
    return run(jitter, wander, interval, estimatorOptions(0, 0, asymmetry));
  }

  private static Tally run(
      SimulatedSource.Jitter jitter, double wander, double interval, EstimatorOptions options) {
    Tally tally = new Tally();
    for (long seed = 1; seed <= 12; seed++) {
      SimulatedSource source = new SimulatedSource(seed, wander, jitter);
      MultipleModelEstimator estimator = new MultipleModelEstimator(options);
      for (int i = 0; i < 700; i++) {
        estimator.accumulate(source.next(interval));
        if (i >= 200) {
          tally.add(estimator.estimate(), source);
        }
      }
    }
    return tally;
  }

  private static void assertCalibrated(Tally tally, double least, double most) {
    assertThat(tally.normalised()).as("%s", tally).isBetween(least, most);
    // Where jitter hides the wander, it may be larger than it is, and the claim has to allow for
    // it.
    assertThat(tally.frequencyNormalised()).as("%s", tally).isBetween(0.05, most);
    assertThat(tally.outsideSkew()).as("%s", tally).isLessThan(0.003);
  }

  @Test
  void itsErrorsAreWhatItClaimsOnASymmetricPath() {
    for (double wander : new double[] {1e-10, 1e-9, 1e-8}) {
      assertCalibrated(run(SimulatedSource.exponential(JITTER, JITTER), wander, 16, 1), 0.4, 1.4);
    }
  }

  @Test
  void itsErrorsAreWhatItClaimsOnALopsidedPath() {
    assertCalibrated(run(SimulatedSource.exponential(9e-4, 1e-4), 1e-9, 64, 1), 0.6, 1.5);
    assertCalibrated(run(SimulatedSource.exponential(1e-4, 9e-4), 1e-9, 64, 1), 0.6, 1.5);
  }

  @Test
  void itsErrorsAreWhatItClaimsWhenItKeepsFewSamples() {
    SimulatedSource.Jitter lopsided = SimulatedSource.exponential(9e-4, 1e-4);
    assertCalibrated(run(lopsided, 1e-9, 64, estimatorOptions(24, 0, 1)), 0.6, 1.5);
    SimulatedSource.Jitter symmetric = SimulatedSource.exponential(JITTER, JITTER);
    assertCalibrated(run(symmetric, 1e-8, 64, estimatorOptions(24, 0, 1)), 0.6, 1.4);
  }

  @Test
  void itsErrorsAreWhatItClaimsWhenTheDelayTellsNothing() {
    Tally tally = run(SimulatedSource.hidden(200e-6), 1e-9, 16, 1);
    assertCalibrated(tally, 0.3, 1.4);
    assertThat(tally.doubted).isZero();
    // Far better than a single sample.
    assertThat(tally.rms()).isLessThan(50e-6);
  }

  /// Root mean square error of a filter that is told the clock's wander and what each sample may be
  /// wrong by.
  private static double rmsOfOmniscient(JitterLaw law, double wander, double interval) {
    double squares = 0;
    int count = 0;
    PathDelay truth = new PathDelay(0.02, 0, 0, 2 * JITTER, JITTER, 1e-12);
    Noise noise = new Noise();
    TruncatedNormal scratch = new TruncatedNormal();
    for (long seed = 1; seed <= 12; seed++) {
      SimulatedSource source =
          new SimulatedSource(seed, wander, SimulatedSource.exponential(JITTER, JITTER));
      ClockFilter omniscient = new ClockFilter(wander);
      for (int i = 0; i < 700; i++) {
        Sample sample = source.next(interval);
        law.interpret(sample.delay(), truth, noise);
        if (i == 0) {
          omniscient.start(sample.offset(), noise, new FrequencyGuess(0, 500e-6));
        } else {
          omniscient.predict(interval);
          omniscient.update(sample.offset(), noise, scratch);
        }
        if (i >= 200) {
          squares += Math.pow(omniscient.offset() - source.offset(), 2);
          count++;
        }
      }
    }
    return Math.sqrt(squares / count);
  }

  @Test
  void doesNotTrustTheFirstSamplesOfASourceWhoseDelayTellsNothing() {
    double[] normalised = new double[21];
    for (long seed = 1; seed <= 200; seed++) {
      SimulatedSource source = new SimulatedSource(seed, 1e-9, SimulatedSource.hidden(200e-6));
      MultipleModelEstimator estimator = estimator(0, 0, 1);
      for (int i = 1; i <= 20; i++) {
        estimator.accumulate(source.next(32));
        SourceEstimate estimate = estimator.estimate();
        double error = estimate.offset() - source.offset();
        normalised[i] += Math.pow(error / estimate.offsetDeviation(), 2) / 200;
      }
    }
    for (int i = 5; i <= 20; i++) {
      assertThat(normalised[i]).as("%d samples", i).isLessThan(3);
    }
  }

  @Test
  void isAlmostAsGoodAsAFilterThatKnowsEverything() {
    SimulatedSource.Jitter jitter = SimulatedSource.exponential(JITTER, JITTER);
    JitterLaw law = new JitterLaw.Symmetric();
    for (double interval : new double[] {64, 256}) {
      Tally tally = run(jitter, 1e-9, interval, 1);
      assertThat(tally.rms() / rmsOfOmniscient(law, 1e-9, interval))
          .as("every %s s: %s", interval, tally)
          .isBetween(0.95, 1.15);
    }
    // The more samples count, the more it costs not to know the shortest round trip.
    double bound = rmsOfOmniscient(law, 1e-9, 16);
    assertThat(run(jitter, 1e-9, 16, 1).rms() / bound).isBetween(0.95, 1.4);
    assertThat(run(jitter, 1e-9, 16, estimatorOptions(0, 0.02, 1)).rms() / bound)
        .isBetween(0.95, 1.15);
  }

  /// The Kalman filter is the best linear one: what beats it looks at the delays.
  @Test
  void isTwiceAsGoodAsTheBestFilterThatDoesNotLookAtDelays() {
    // Of the difference of two exponential variables, by two.
    JitterLaw law = new JitterLaw.Constant(JITTER / Math.sqrt(2));
    for (double interval : new double[] {16, 64}) {
      Tally tally = run(SimulatedSource.exponential(JITTER, JITTER), 1e-9, interval, 1);
      assertThat(tally.rms() / rmsOfOmniscient(law, 1e-9, interval))
          .as("every %s s: %s", interval, tally)
          .isLessThan(0.5);
    }
  }

  @Test
  void knowingTheAsymmetryHelpsAndTheWrongOneHarms() {
    SimulatedSource.Jitter outward = SimulatedSource.exponential(5e-4, 0);
    Tally fixed = run(outward, 1e-9, 16, -0.5);
    Tally found = run(outward, 1e-9, 16, 1);
    Tally none = run(outward, 1e-9, 16, 0);
    Tally wrong = run(outward, 1e-9, 16, 0.3);
    assertThat(fixed.rms()).as("%s, uncorrected %s", fixed, none).isLessThan(none.rms());
    assertThat(found.rms()).as("%s, uncorrected %s", found, none).isLessThan(none.rms());
    assertThat(wrong.rms()).as("%s, right %s", wrong, fixed).isGreaterThan(fixed.rms());
  }

  @Test
  void reportsTheAsymmetry() {
    for (double asymmetry : new double[] {-0.5, 0.3}) {
      MultipleModelEstimator estimator = estimator(0, 0, asymmetry);
      SimulatedSource source =
          new SimulatedSource(1, 1e-9, SimulatedSource.exponential(JITTER, JITTER / 10));
      for (int i = 0; i < 100; i++) {
        estimator.accumulate(source.next(16));
      }
      assertThat(estimator.estimate().asymmetry() / asymmetry).isBetween(0.0, 1 + 1e-9);
    }
    MultipleModelEstimator finding = estimator(0, 0, 1);
    SimulatedSource source =
        new SimulatedSource(1, 1e-9, SimulatedSource.exponential(JITTER, JITTER / 27));
    for (int i = 0; i < 300; i++) {
      finding.accumulate(source.next(16));
    }
    assertThat(finding.estimate().asymmetry()).isBetween(-0.5, -0.3);
  }

  /// The samples as they would be had the last clock been there from the beginning.
  private static void adjustAll(List<Sample> samples, ClockAdjustment adjustment) {
    samples.replaceAll(sample -> sample.adjustedBy(adjustment));
  }

  @Test
  void adjustingTheClockEqualsHavingMeasuredOnTheAdjustedClock() {
    for (long seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      int max = random.nextInt(4) == 0 ? 8 : 0;
      MultipleModelEstimator moved = estimator(max, 0, 1);
      SimulatedSource source =
          new SimulatedSource(seed, 1e-9, SimulatedSource.exponential(JITTER, JITTER));
      List<Sample> samples = new ArrayList<>();
      List<ClockAdjustment> adjustments = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        Sample sample = source.next(16);
        if (random.nextInt(40) == 0) {
          sample = shifted(sample, 0.01);
        }
        for (ClockAdjustment adjustment : adjustments) {
          sample = sample.adjustedBy(adjustment);
        }
        moved.accumulate(sample);
        samples.add(sample);
        if (random.nextInt(3) == 0) {
          ClockAdjustment adjustment = adjustment(random, sample.timeNanos());
          adjustments.add(adjustment);
          adjustAll(samples, adjustment);
          moved.onClockAdjusted(adjustment);
        }
        if (i % 10 == 9) {
          MultipleModelEstimator remeasured = estimator(max, 0, 1);
          samples.forEach(remeasured::accumulate);
          assertSame(moved.estimate(), remeasured.estimate(), "seed " + seed + ", sample " + i);
        }
      }
    }
  }

  private static Sample shifted(Sample sample, double offset) {
    return new Sample(
        sample.timeNanos(),
        sample.offset() + offset,
        sample.delay(),
        sample.dispersion(),
        sample.rootDelay(),
        sample.rootDispersion());
  }

  private static ClockAdjustment adjustment(Random random, long last) {
    boolean step = random.nextInt(3) == 0;
    return new ClockAdjustment(
        step ? ClockAdjustment.Kind.STEP : ClockAdjustment.Kind.SLEW,
        last + (long) (16e9 * random.nextDouble()),
        step ? 0 : 1e-7 * random.nextGaussian(),
        (step ? 100 : 1e-4) * random.nextGaussian());
  }

  private static void assertSame(SourceEstimate a, SourceEstimate b, String what) {
    assertThat(a.samples()).as(what).isEqualTo(b.samples());
    assertThat(Math.abs(a.timeNanos() - b.timeNanos())).as(what).isLessThan(2);
    assertThat(Math.abs(a.firstTimeNanos() - b.firstTimeNanos())).as(what).isLessThan(2);
    assertThat(a.isDoubted()).as(what).isEqualTo(b.isDoubted());
    // What is guessed of the frequency before any sample moves with the clock that was there first.
    assertThat(a.offset())
        .as(what)
        .isCloseTo(b.offset(), within(2e-9 + 1e-4 * b.offsetDeviation()));
    assertThat(a.frequency())
        .as(what)
        .isCloseTo(b.frequency(), within(1e-12 + 1e-4 * b.frequencyDeviation()));
    assertThat(a.offsetDeviation() / b.offsetDeviation()).as(what).isCloseTo(1, within(1e-3));
    assertThat(a.frequencyDeviation() / b.frequencyDeviation()).as(what).isCloseTo(1, within(1e-3));
    assertThat(a.rootDelay()).as(what).isEqualTo(b.rootDelay());
    assertThat(a.last().offset()).as(what).isCloseTo(b.last().offset(), within(1e-8));
    assertThat(a.asymmetry()).as(what).isCloseTo(b.asymmetry(), within(1e-3));
  }

  @Test
  void nothingThatComesInMakesItThrowOrLoseItsNumbers() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      int[] lengths = {0, 0, 0, 1, 2, 3, 8};
      double[] asymmetries = {1, 1, 0, -0.5, 0.3};
      MultipleModelEstimator estimator =
          new MultipleModelEstimator(
              new EstimatorOptions(
                  lengths[random.nextInt(lengths.length)],
                  random.nextInt(3) == 0 ? power(random, -6, 0) : 0,
                  asymmetries[random.nextInt(asymmetries.length)],
                  power(random, -10, -2),
                  power(random, -9, -3)));
      long now = START;
      for (int i = 0; i < 120; i++) {
        now += 1 + (long) power(random, 0, random.nextInt(20) == 0 ? 17.5 : 11);
        Sample sample = absurd(random, now);
        estimator.accumulate(sample);
        String what = "seed " + seed + ", sample " + i + " " + sample;
        assertSound(estimator, what);
        if (random.nextInt(10) == 0) {
          ClockAdjustment.Kind[] kinds = ClockAdjustment.Kind.values();
          ClockAdjustment adjustment =
              new ClockAdjustment(
                  kinds[random.nextInt(20) == 0 ? 2 : random.nextInt(2)],
                  now,
                  0.05 * random.nextGaussian(),
                  random.nextGaussian());
          estimator.onClockAdjusted(adjustment);
          now = adjustment.apply(now);
          assertSound(estimator, what + " " + adjustment);
        }
        if (random.nextInt(20) == 0) {
          estimator.addDispersion(random.nextDouble());
          assertSound(estimator, what + " dispersion");
        }
      }
    }
  }

  private static double power(Random random, double low, double high) {
    return Math.pow(10, low + (high - low) * random.nextDouble());
  }

  private static Sample absurd(Random random, long now) {
    double[] offsets = {
      0, 1e9, -1e9, random.nextGaussian(), 1e-4 * random.nextGaussian(), power(random, -12, 9)
    };
    double[] delays = {0, 0.02, -power(random, -9, 3), power(random, -9, 4), power(random, -5, -1)};
    double delay = delays[random.nextInt(delays.length)];
    return new Sample(
        now,
        offsets[random.nextInt(random.nextBoolean() ? 1 : offsets.length)],
        random.nextBoolean() ? 0.02 : delay,
        1e-6,
        Math.abs(delay),
        1e-6);
  }

  private static void assertSound(MultipleModelEstimator estimator, String what) {
    SourceEstimate estimate = estimator.estimate();
    assertThat(estimate.offset()).as(what).isFinite();
    assertThat(estimate.frequency()).as(what).isFinite();
    assertThat(estimate.offsetDeviation()).as(what).isFinite().isPositive();
    assertThat(estimate.frequencyDeviation()).as(what).isFinite().isPositive();
    assertThat(estimate.skew()).as(what).isFinite().isPositive();
    assertThat(estimate.standardDeviation()).as(what).isFinite().isPositive();
    assertThat(estimate.covariance()).as(what).isFinite();
    assertThat(estimate.wander()).as(what).isFinite().isNotNegative();
    assertThat(estimate.asymmetry()).as(what).isBetween(-0.5 - 1e-9, 0.5 + 1e-9);
    for (double seconds : new double[] {0, 1e-9, 1, 1000, 1e8}) {
      assertThat(estimate.offsetDeviationAfter(seconds)).as(what).isFinite().isNotNegative();
    }
    Explanation explanation = estimator.explain();
    assertThat(explanation.jitterProbability()).as(what).isBetween(0.0, 1 + 1e-9);
    for (Explanation.Influence influence : explanation.samples()) {
      assertThat(influence.weight()).as(what).isFinite();
      assertThat(influence.error()).as(what).isFinite().isNotNegative();
      assertThat(influence.residual()).as(what).isFinite();
    }
  }
}
