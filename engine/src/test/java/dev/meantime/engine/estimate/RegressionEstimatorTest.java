// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegressionEstimatorTest {

  private static final long START = 1_800_000_000L * 1_000_000_000L;
  private static final double NOISE = 1e-4;

  private final Random random = new Random(42);
  private final RegressionEstimator estimator = estimator(6, 0, 0, 0);

  private static RegressionEstimator estimator(
      int min, int max, double minDelay, double asymmetry) {
    return new RegressionEstimator(new EstimatorOptions(min, max, minDelay, asymmetry, 1e-6, 5e-4));
  }

  private static long at(double seconds) {
    return START + Math.round(seconds * 1e9);
  }

  private static Sample sample(double seconds, double offset) {
    return new Sample(at(seconds), offset, 0.010, 1e-5, 0.020, 1e-3);
  }

  private Sample noisy(double seconds, double offset) {
    return sample(seconds, offset + NOISE * random.nextGaussian());
  }

  @Test
  void knowsNothingWithoutSamples() {
    assertThat(estimator.estimate()).isEqualTo(SourceEstimate.none());
  }

  @Test
  void knowsOnlyAnOffsetFromTwoSamples() {
    estimator.accumulate(sample(0, 0.5));
    estimator.accumulate(sample(16, 0.6));

    SourceEstimate estimate = estimator.estimate();

    assertThat(estimate.samples()).isEqualTo(2);
    assertThat(estimate.hasFrequency()).isFalse();
    assertThat(estimate.offset()).isEqualTo(0.6);
    assertThat(estimate.offsetAt(at(100))).isEqualTo(0.6);
    assertThat(estimate.skew()).isEqualTo(2000e-6);
    assertThat(estimate.standardDeviation()).isEqualTo(4);
    assertThat(estimate.minimumDelay()).isEqualTo(0.010);
    assertThat(estimate.full()).isFalse();
  }

  @Test
  void findsAClockThatRunsSlow() {
    RegressionEstimator patient = estimator(64, 0, 0, 0);
    for (int i = 0; i < 10; i++) {
      patient.accumulate(sample(16 * i, 0.25 + 50e-6 * 16 * i));
    }

    SourceEstimate estimate = patient.estimate();

    assertThat(estimate.samples()).isEqualTo(10);
    assertThat(estimate.frequency()).isCloseTo(50e-6, within(1e-12));
    assertThat(estimate.timeNanos()).isEqualTo(at(144));
    assertThat(estimate.spanNanos()).isEqualTo(144_000_000_000L);
    assertThat(estimate.firstTimeNanos()).isEqualTo(at(0));
    assertThat(estimate.offset()).isCloseTo(0.25 + 50e-6 * 144, within(1e-12));
    assertThat(estimate.offsetAt(at(244))).isCloseTo(0.25 + 50e-6 * 244, within(1e-12));
    assertThat(estimate.standardDeviation()).isEqualTo(1e-9);
  }

  @Test
  void usesEverySampleOfASteadyClock() {
    int most = 0;
    double mean = 0;
    for (int i = 0; i < 400; i++) {
      estimator.accumulate(noisy(16 * i, 20e-6 * 16 * i));
      most = Math.max(most, estimator.estimate().samples());
      mean += estimator.estimate().samples() / 400.0;
    }
    assertThat(most).isEqualTo(64);
    assertThat(mean).isGreaterThan(25);
  }

  @Test
  void itsErrorsAreWhatItClaims() {
    int outsideSkew = 0;
    double offsetSquares = 0;
    double offsetClaimed = 0;
    double deviation = 0;
    int rounds = 2000;
    for (int round = 0; round < rounds; round++) {
      RegressionEstimator one = estimator(16, 16, 0, 0);
      for (int i = 0; i < 16; i++) {
        one.accumulate(noisy(64 * i, 1 - 30e-6 * 64 * i));
      }
      SourceEstimate estimate = one.estimate();
      if (Math.abs(estimate.frequency() + 30e-6) > estimate.skew()) {
        outsideSkew++;
      }
      double error = estimate.offset() - (1 - 30e-6 * 64 * 15);
      offsetSquares += error * error / rounds;
      offsetClaimed += estimate.offsetDeviation() * estimate.offsetDeviation() / rounds;
      deviation += estimate.standardDeviation() * estimate.standardDeviation() / rounds;
    }
    assertThat(outsideSkew).isLessThanOrEqualTo(8);
    assertThat(offsetSquares / offsetClaimed).isCloseTo(1, within(0.1));
    assertThat(Math.sqrt(deviation)).isCloseTo(NOISE, within(0.05 * NOISE));
  }

  @Test
  void dropsSamplesFromBeforeAFrequencyChange() {
    for (int i = 0; i < 40; i++) {
      estimator.accumulate(noisy(16 * i, 0));
    }
    int before = estimator.estimate().samples();
    for (int i = 1; i <= 20; i++) {
      estimator.accumulate(noisy(16 * (39 + i), 20e-6 * 16 * i));
    }

    SourceEstimate estimate = estimator.estimate();

    assertThat(before).isGreaterThan(20);
    assertThat(estimate.samples()).isLessThanOrEqualTo(24);
    assertThat(estimate.frequency()).isCloseTo(20e-6, within(estimate.skew()));
    assertThat(estimate.frequency()).isCloseTo(20e-6, within(3e-6));
  }

  @Test
  void neverKeepsFewerSamplesThanConfigured() {
    RegressionEstimator patient = estimator(20, 0, 0, 0);
    for (int i = 0; i < 60; i++) {
      patient.accumulate(sample(16 * i, 1e-6 * i * i));
    }
    assertThat(patient.estimate().samples()).isEqualTo(20);
  }

  @Test
  void neverKeepsMoreSamplesThanConfigured() {
    RegressionEstimator brief = estimator(1, 8, 0, 0);
    for (int i = 0; i < 60; i++) {
      brief.accumulate(noisy(16 * i, 0));
      assertThat(brief.estimate().samples()).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void saysThatNoFrequencyWillComeFromOneSample() {
    RegressionEstimator single = estimator(1, 1, 0, 0);
    single.accumulate(sample(0, 0.5));
    single.accumulate(sample(16, 0.25));

    assertThat(single.estimate().full()).isTrue();
    assertThat(single.estimate().hasFrequency()).isFalse();
    assertThat(single.estimate().offset()).isEqualTo(0.25);
  }

  @Test
  void bestSampleHasTheSmallestRootDistanceNow() {
    for (int i = 0; i < 10; i++) {
      double rootDelay = i == 7 ? 0.004 : 0.020;
      estimator.accumulate(new Sample(at(i), i, 0.010, 1e-5, rootDelay, 1e-3));
    }
    SourceEstimate estimate = estimator.estimate();

    assertThat(estimate.bestTimeNanos()).isEqualTo(at(7));
    assertThat(estimate.bestOffset()).isEqualTo(7);
    assertThat(estimate.rootDistanceAt(at(9)))
        .isCloseTo(0.003 + 2 * estimate.skew(), within(1e-12));
  }

  @Test
  void reflectsRoundTripsBelowTheKnownSmallest() {
    RegressionEstimator known = estimator(6, 0, 0.012, 0);
    known.accumulate(sample(0, 0));

    assertThat(known.estimate().last().delay()).isCloseTo(0.014, within(1e-15));
    assertThat(known.estimate().minimumDelay()).isEqualTo(0.012);
  }

  @Test
  void startsAgainWhenTimeWentBack() {
    for (int i = 0; i < 10; i++) {
      estimator.accumulate(sample(i, 0));
    }
    estimator.accumulate(sample(9, 0.5));

    assertThat(estimator.estimate().samples()).isEqualTo(1);
    assertThat(estimator.estimate().offset()).isEqualTo(0.5);
  }

  @Test
  void correctsForJitterOnOneWay() {
    RegressionEstimator plain = estimator(6, 0, 0, 0);
    RegressionEstimator correcting = estimator(6, 0, 0, 1);
    double plainSquares = 0;
    double correctedSquares = 0;
    for (int i = 0; i < 200; i++) {
      double extra = 0.02 * Math.pow(random.nextDouble(), 3);
      // The request is late: the local clock seems to be behind.
      Sample sample =
          new Sample(
              at(16 * i),
              extra / 2 + 1e-5 * random.nextGaussian(),
              0.010 + extra,
              1e-5,
              0.010 + extra,
              1e-3);
      plain.accumulate(sample);
      correcting.accumulate(sample);
      if (i > 50) {
        plainSquares += Math.pow(plain.estimate().offset(), 2);
        correctedSquares += Math.pow(correcting.estimate().offset(), 2);
      }
    }
    assertThat(correcting.estimate().asymmetry()).isCloseTo(-0.5, within(0.01));
    assertThat(Math.sqrt(correctedSquares)).isLessThan(0.2 * Math.sqrt(plainSquares));
  }

  @Test
  void widensItsSamples() {
    estimator.accumulate(sample(0, 0));
    estimator.addDispersion(0.25);

    assertThat(estimator.estimate().bestRootDispersion()).isCloseTo(0.251, within(1e-12));
    assertThat(estimator.estimate().last().dispersion()).isCloseTo(0.25001, within(1e-12));

    estimator.accumulate(sample(1, 0));
    assertThat(estimator.estimate().bestTimeNanos()).isEqualTo(at(1));
  }

  @Test
  void forgetsEverythingAfterAnUnknownStep() {
    estimator.accumulate(sample(0, 0));
    estimator.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.UNKNOWN_STEP, at(0), 0, 0));

    assertThat(estimator.estimate()).isEqualTo(SourceEstimate.none());
  }

  /// An old clock, and the same clock as it would show the same instants had it always been
  /// changed.
  @Test
  void adjustmentGivesWhatTheChangedClockWouldHaveMeasured() {
    ClockAdjustment change = new ClockAdjustment(ClockAdjustment.Kind.SLEW, at(1000), 0.01, -0.75);
    RegressionEstimator remeasured = estimator(6, 0, 0, 0);
    double slow = 0.004;
    for (int i = 0; i < 30; i++) {
      double reading = 16 * i;
      double offset = 0.5 + slow * reading + NOISE * random.nextGaussian();
      estimator.accumulate(sample(reading, offset));
      // The source's time of the instant is reading + offset on either scale.
      long changedReading = change.apply(at(reading));
      double changedOffset = reading + offset - (changedReading - START) * 1e-9;
      remeasured.accumulate(new Sample(changedReading, changedOffset, 0.010, 1e-5, 0.020, 1e-3));
    }

    estimator.onClockAdjusted(change);

    SourceEstimate moved = estimator.estimate();
    SourceEstimate fresh = remeasured.estimate();
    assertThat(moved.samples()).isEqualTo(fresh.samples());
    assertThat(moved.timeNanos()).isEqualTo(fresh.timeNanos());
    assertThat(moved.spanNanos()).isEqualTo(fresh.spanNanos());
    assertThat(moved.firstTimeNanos()).isEqualTo(fresh.firstTimeNanos());
    assertThat(moved.offset()).isCloseTo(fresh.offset(), within(2e-9));
    assertThat(moved.frequency()).isCloseTo(fresh.frequency(), within(1e-10));
    assertThat(moved.frequencyDeviation() / fresh.frequencyDeviation()).isCloseTo(1, within(1e-4));
    assertThat(moved.skew() / fresh.skew()).isCloseTo(1, within(1e-4));
    assertThat(moved.last().offset()).isCloseTo(fresh.last().offset(), within(2e-9));
    assertThat(moved.frequency()).isCloseTo((slow - 0.01) / 1.01, within(moved.skew()));
  }

  @Test
  void predictsTheOffsetsOfTheChangedClock() {
    RegressionEstimator patient = estimator(64, 0, 0, 0);
    for (int i = 0; i < 20; i++) {
      patient.accumulate(sample(16 * i, 0.5 + 100e-6 * 16 * i));
    }
    ClockAdjustment change = new ClockAdjustment(ClockAdjustment.Kind.SLEW, at(310), 100e-6, 0.53);

    patient.onClockAdjusted(change);

    // The old clock would have shown 400 s at this instant, and been behind by 0.54 s.
    long reading = change.apply(at(400));
    double offset = 400 + 0.54 - (reading - START) * 1e-9;
    assertThat(patient.estimate().offsetAt(reading)).isCloseTo(offset, within(1e-8));
    patient.accumulate(new Sample(reading, offset, 0.010, 1e-5, 0.020, 1e-3));
    assertThat(patient.estimate().samples()).isEqualTo(21);
    assertThat(patient.estimate().standardDeviation()).isLessThan(2e-9);
    assertThat(patient.estimate().lastMeasuredOffset()).isEqualTo(offset);
  }
}
