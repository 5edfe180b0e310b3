// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipleModelEstimatorTest {

  private static final long START = SimulatedSource.START;
  private static final double JITTER = 1e-4;

  private final MultipleModelEstimator estimator = estimator(0, 0, 1);
  private final SimulatedSource source =
      new SimulatedSource(42, 1e-9, SimulatedSource.exponential(JITTER, JITTER));

  private static MultipleModelEstimator estimator(int max, double minDelay, double asymmetry) {
    return new MultipleModelEstimator(
        new EstimatorOptions(max, minDelay, asymmetry, 1e-6, EstimatorOptions.UNKNOWN_FREQUENCY));
  }

  private static long at(double seconds) {
    return START + Math.round(seconds * 1e9);
  }

  private static Sample sample(double seconds, double offset) {
    return new Sample(at(seconds), offset, 0.010, 1e-5, 0.020, 1e-3);
  }

  private void takes(int count) {
    for (int i = 0; i < count; i++) {
      estimator.accumulate(source.next(16));
    }
  }

  private static Sample withOffset(Sample sample, double offset) {
    return new Sample(
        sample.timeNanos(),
        offset,
        sample.delay(),
        sample.dispersion(),
        sample.rootDelay(),
        sample.rootDispersion());
  }

  private double error() {
    return estimator.estimate().offset() - source.offset();
  }

  @Test
  void knowsNothingWithoutSamples() {
    assertThat(estimator.estimate()).isEqualTo(SourceEstimate.none());
    assertThat(estimator.history()).isEmpty();
    assertThat(estimator.explain()).isEqualTo(Explanation.NONE);
    estimator.addDispersion(1);
    estimator.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.STEP, at(0), 0, 1));
    assertThat(estimator.estimate()).isEqualTo(SourceEstimate.none());
  }

  @Test
  void aCorrectionOfTheSourceMovesWhatWasMeasured() {
    MultipleModelEstimator moved = estimator(0, 0, 1);
    moved.onSourceAdjusted(1);
    assertThat(moved.estimate()).isEqualTo(SourceEstimate.none());
    for (int i = 0; i < 40; i++) {
      Sample sample = source.next(16);
      estimator.accumulate(sample.withOffsetAdded(0.25));
      moved.accumulate(i < 30 ? sample : sample.withOffsetAdded(0.25));
      if (i == 29) {
        moved.onSourceAdjusted(0.25);
        assertThat(moved.estimate().last()).isEqualTo(estimator.estimate().last());
      }
    }
    assertThat(moved.estimate().offset()).isCloseTo(estimator.estimate().offset(), within(1e-9));
    assertThat(moved.estimate().frequency())
        .isCloseTo(estimator.estimate().frequency(), within(1e-12));
    assertThat(moved.estimate().samples()).isEqualTo(estimator.estimate().samples());
  }

  @Test
  void knowsAnOffsetFromOneSample() {
    estimator.accumulate(sample(0, 0.5));

    SourceEstimate estimate = estimator.estimate();

    assertThat(estimate.samples()).isEqualTo(1);
    assertThat(estimate.hasFrequency()).isFalse();
    assertThat(estimate.full()).isFalse();
    assertThat(estimate.offset()).isCloseTo(0.5, within(1e-9));
    assertThat(estimate.offsetAt(at(100))).isEqualTo(estimate.offset());
    // Nothing tells how much of a single round trip was queueing.
    assertThat(estimate.offsetDeviation()).isBetween(0.001, 0.01);
    assertThat(estimate.frequencyDeviation()).isCloseTo(500e-6, within(1e-9));
    assertThat(estimate.minimumDelay()).isEqualTo(0.010);
    assertThat(estimate.last()).isEqualTo(sample(0, 0.5));
    assertThat(estimate.lastMeasuredOffset()).isEqualTo(0.5);
  }

  @Test
  void knowsAFrequencyFromTwoSamplesAsWellAsTheyTellIt() {
    estimator.accumulate(sample(0, 0.5));
    estimator.accumulate(sample(16, 0.5 + 100e-6 * 16));

    SourceEstimate estimate = estimator.estimate();

    assertThat(estimate.samples()).isEqualTo(2);
    assertThat(estimate.hasFrequency()).isTrue();
    assertThat(estimate.spanNanos()).isEqualTo(16_000_000_000L);
    assertThat(estimate.frequency()).isCloseTo(100e-6, within(estimate.skew()));
    assertThat(estimate.frequencyDeviation()).isBetween(20e-6, 500e-6);
  }

  @Test
  void findsAClockThatRunsSlow() {
    for (int i = 0; i < 20; i++) {
      estimator.accumulate(sample(16 * i, 0.25 + 50e-6 * 16 * i));
    }

    SourceEstimate estimate = estimator.estimate();

    assertThat(estimate.samples()).isEqualTo(20);
    assertThat(estimate.frequency()).isCloseTo(50e-6, within(1e-9));
    assertThat(estimate.timeNanos()).isEqualTo(at(304));
    assertThat(estimate.spanNanos()).isEqualTo(304_000_000_000L);
    assertThat(estimate.firstTimeNanos()).isEqualTo(at(0));
    assertThat(estimate.offset()).isCloseTo(0.25 + 50e-6 * 304, within(1e-9));
    assertThat(estimate.offsetAt(at(404))).isCloseTo(0.25 + 50e-6 * 404, within(1e-7));
    assertThat(estimate.offsetDeviation()).isBetween(1e-9, 1e-6);
    assertThat(estimate.skew()).isBetween(3e-12, 1e-7);
  }

  @Test
  void setsOneWildSampleAsideAndIsNotChangedByIt() {
    MultipleModelEstimator undisturbed = estimator(0, 0, 1);
    SimulatedSource same =
        new SimulatedSource(42, 1e-9, SimulatedSource.exponential(JITTER, JITTER));
    takes(50);
    for (int i = 0; i < 50; i++) {
      undisturbed.accumulate(same.next(16));
    }
    SourceEstimate before = estimator.estimate();

    Sample wild = source.next(8);
    wild = withOffset(wild, wild.offset() + 0.05);
    same.next(8);
    estimator.accumulate(wild);

    SourceEstimate doubting = estimator.estimate();
    assertThat(doubting.isDoubted()).isTrue();
    assertThat(doubting.last()).isEqualTo(wild);
    assertThat(doubting.lastMeasuredOffset()).isEqualTo(wild.offset());
    assertThat(doubting.offset()).isEqualTo(before.offset());
    assertThat(doubting.timeNanos()).isEqualTo(before.timeNanos());
    assertThat(estimator.history()).doesNotContain(wild);
    List<Explanation.Influence> influences = estimator.explain().samples();
    assertThat(influences.getLast().aside()).isTrue();
    assertThat(influences.getLast().weight()).isZero();
    assertThat(influences.getLast().residual()).isCloseTo(0.05, within(1e-3));
    assertThat(influences.stream().filter(Explanation.Influence::aside)).hasSize(1);

    takes(1);
    undisturbed.accumulate(same.next(16));
    assertThat(estimator.estimate()).isEqualTo(undisturbed.estimate());
    assertThat(estimator.estimate().isDoubted()).isFalse();
  }

  @Test
  void twoSamplesThatAgreeMeanThatTheClockChanged() {
    takes(80);
    double frequency = estimator.estimate().frequency();
    source.jump(0.05);
    takes(1);
    assertThat(estimator.estimate().isDoubted()).isTrue();
    takes(1);

    SourceEstimate estimate = estimator.estimate();
    assertThat(estimate.samples()).isEqualTo(2);
    assertThat(error()).isCloseTo(0, within(5 * JITTER));
    assertThat(estimate.frequency()).isCloseTo(frequency, within(estimate.skew()));
    takes(20);
    assertThat(error()).isCloseTo(0, within(JITTER));
    assertThat(estimator.estimate().frequency())
        .isCloseTo(source.frequency(), within(estimator.estimate().skew()));
  }

  @Test
  void threeWildSamplesMeanThatTheClockChangedThoughTheyDoNotAgree() {
    takes(40);
    for (double jump : new double[] {0.5, -2, 1}) {
      Sample sample = source.next(16);
      estimator.accumulate(withOffset(sample, sample.offset() + jump));
    }
    assertThat(estimator.estimate().samples()).isEqualTo(3);
    assertThat(estimator.estimate().isDoubted()).isFalse();
  }

  @Test
  void recoversFromAWildSampleAmongTheFirst() {
    for (int bad = 0; bad < 5; bad++) {
      MultipleModelEstimator young = estimator(0, 0, 1);
      SimulatedSource calm =
          new SimulatedSource(bad, 1e-9, SimulatedSource.exponential(JITTER, JITTER));
      for (int i = 0; i < 30; i++) {
        Sample sample = calm.next(16);
        young.accumulate(i == bad ? withOffset(sample, 1e6) : sample);
      }
      assertThat(young.estimate().offset())
          .as("sample %d was wild", bad)
          .isCloseTo(calm.offset(), within(2 * JITTER));
      assertThat(young.estimate().frequencyDeviation()).isLessThan(2e-6);
    }
  }

  @Test
  void followsAFrequencyThatJumps() {
    takes(100);
    source.changeFrequency(20e-6);
    takes(40);

    SourceEstimate estimate = estimator.estimate();
    assertThat(estimate.frequency()).isCloseTo(source.frequency(), within(2e-7));
    assertThat(estimate.frequency()).isCloseTo(source.frequency(), within(estimate.skew()));
    assertThat(error()).isCloseTo(0, within(2 * JITTER));
  }

  @Test
  void aLongerRouteLeavesTheOffsetAlone() {
    takes(100);
    source.setMinimumDelay(0.05);
    for (int i = 0; i < 300; i++) {
      takes(1);
      assertThat(error()).as("%d samples later", i).isCloseTo(0, within(5 * JITTER));
    }
    // The last 128 round trips all went the new way.
    assertThat(estimator.estimate().minimumDelay()).isBetween(0.05, 0.0501);
    assertThat(estimator.estimate().offsetDeviation()).isLessThan(JITTER);
  }

  @Test
  void aShorterRouteIsKnownAtOnce() {
    takes(100);
    source.setMinimumDelay(0.005);
    takes(1);
    assertThat(estimator.estimate().minimumDelay()).isBetween(0.005, 0.0055);
    for (int i = 0; i < 200; i++) {
      takes(1);
      assertThat(error()).as("%d samples later", i).isCloseTo(0, within(5 * JITTER));
    }
    assertThat(estimator.estimate().offsetDeviation()).isLessThan(JITTER);
  }

  @Test
  void itsHistoryLeadsToAboutTheSameEstimate() {
    takes(300);
    MultipleModelEstimator fresh = estimator(0, 0, 1);
    assertThat(estimator.history()).hasSize(64);
    estimator.history().forEach(fresh::accumulate);

    SourceEstimate expected = estimator.estimate();
    SourceEstimate estimate = fresh.estimate();
    assertThat(estimate.samples()).isEqualTo(64);
    assertThat(estimate.timeNanos()).isEqualTo(expected.timeNanos());
    assertThat(estimate.last()).isEqualTo(expected.last());
    assertThat(estimate.offset())
        .isCloseTo(expected.offset(), within(3 * expected.offsetDeviation()));
    assertThat(estimate.frequency())
        .isCloseTo(expected.frequency(), within(2 * expected.frequencyDeviation()));
    assertThat(estimate.offsetDeviation() / expected.offsetDeviation()).isBetween(0.5, 2.0);
  }

  @Test
  void saysThatNoFrequencyWillComeFromOneSample() {
    MultipleModelEstimator single = estimator(1, 0, 1);
    single.accumulate(sample(0, 0.5));
    assertThat(single.estimate().full()).isTrue();
    single.accumulate(sample(16, 0.25));

    assertThat(single.estimate().full()).isTrue();
    assertThat(single.estimate().samples()).isEqualTo(1);
    assertThat(single.estimate().hasFrequency()).isFalse();
    assertThat(single.estimate().offset()).isCloseTo(0.25, within(1e-9));
    assertThat(single.history()).containsExactly(sample(16, 0.25));
  }

  @Test
  void neverKeepsMoreSamplesThanConfigured() {
    for (int max : new int[] {1, 2, 8, 64}) {
      MultipleModelEstimator brief = estimator(max, 0, 1);
      SimulatedSource calm =
          new SimulatedSource(max, 1e-9, SimulatedSource.exponential(JITTER, JITTER));
      for (int i = 0; i < 150; i++) {
        brief.accumulate(calm.next(16));
        assertThat(brief.estimate().samples()).isEqualTo(Math.min(i + 1, max));
        assertThat(brief.history()).hasSize(Math.min(i + 1, max));
      }
      assertThat(brief.estimate().offset())
          .as("%d samples", max)
          .isCloseTo(calm.offset(), within(4 * brief.estimate().offsetDeviation()));
    }
  }

  @Test
  void fewSamplesForgetWhatWasBeforeThem() {
    MultipleModelEstimator brief = estimator(8, 0, 1);
    MultipleModelEstimator other = estimator(8, 0, 1);
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      double noise = 1e-3 * random.nextDouble();
      Sample sample = new Sample(at(16 * i), noise / 3, 0.01 + noise, 0, 0, 0);
      brief.accumulate(sample);
      if (i >= 20) {
        other.accumulate(sample);
      }
    }
    assertThat(brief.history()).isEqualTo(other.history());
    assertThat(brief.estimate().offset()).isCloseTo(other.estimate().offset(), within(1e-5));
  }

  @Test
  void takesAKnownShortestRoundTripAsItIs() {
    MultipleModelEstimator known = estimator(0, 0.008, 1);
    known.accumulate(sample(0, 0.5));

    assertThat(known.estimate().minimumDelay()).isEqualTo(0.008);
    // Half of the 2 ms is the most that it may be wrong by.
    assertThat(known.estimate().offsetDeviation()).isBetween(0.0003, 0.001);
  }

  @Test
  void startsAgainWhenTimeWentBack() {
    takes(10);
    Sample last = source.next(16);
    estimator.accumulate(last);
    estimator.accumulate(withOffset(last, 0.5));

    assertThat(estimator.estimate().samples()).isEqualTo(1);
    assertThat(estimator.estimate().offset()).isCloseTo(0.5, within(1e-9));
    assertThat(estimator.estimate().frequencyDeviation()).isCloseTo(500e-6, within(1e-9));
  }

  @Test
  void startsAgainWhenASampleIsNotNewerThanTheOneSetAside() {
    takes(20);
    Sample wild = source.next(16);
    wild = withOffset(wild, 5);
    estimator.accumulate(wild);
    assertThat(estimator.estimate().isDoubted()).isTrue();
    estimator.accumulate(wild);

    assertThat(estimator.estimate().samples()).isEqualTo(1);
    assertThat(estimator.estimate().isDoubted()).isFalse();
  }

  @Test
  void forgetsEverythingAfterAnUnknownStepAndAReset() {
    takes(100);
    estimator.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.UNKNOWN_STEP, at(0), 0, 0));
    assertThat(estimator.estimate()).isEqualTo(SourceEstimate.none());
    assertThat(estimator.history()).isEmpty();
    assertThat(estimator.explain()).isEqualTo(Explanation.NONE);

    MultipleModelEstimator fresh = estimator(0, 0, 1);
    SimulatedSource calm = new SimulatedSource(7, 1e-9, SimulatedSource.hidden(JITTER));
    for (int i = 0; i < 30; i++) {
      Sample sample = calm.next(16);
      fresh.accumulate(sample);
      estimator.accumulate(sample);
      assertThat(estimator.estimate()).isEqualTo(fresh.estimate());
    }
    estimator.reset();
    assertThat(estimator.estimate()).isEqualTo(SourceEstimate.none());
  }

  @Test
  void takesTheRootDelayOfTheNearestOfTheLastFewSamples() {
    for (int i = 0; i < 10; i++) {
      double rootDelay = i == 0 ? 0.001 : i == 7 ? 0.004 : 0.020;
      double rootDispersion = i == 7 ? 2e-3 : 1e-3;
      estimator.accumulate(new Sample(at(i), 1e-6 * i, 0.010, 1e-5, rootDelay, rootDispersion));
    }
    SourceEstimate estimate = estimator.estimate();

    assertThat(estimate.rootDelay()).isEqualTo(0.004);
    assertThat(estimate.rootDispersion()).isEqualTo(2e-3);
    assertThat(estimate.rootDistanceAt(at(9)))
        .isBetween(0.004, 0.004 + SourceEstimate.CERTAIN * estimate.offsetDeviation());
    assertThat(estimate.rootDistanceAt(at(1009))).isGreaterThan(estimate.rootDistanceAt(at(9)));
  }

  @Test
  void aGuessThatTheSecondSampleContradictsIsGivenUp() {
    for (int i = 0; i < 2; i++) {
      estimator.accumulate(sample(2 * i, 0.05 * 2 * i));
    }

    // 5 %, a hundred times what was guessed: the guess would pull it back by half.
    SourceEstimate estimate = estimator.estimate();
    assertThat(estimate.frequency()).isCloseTo(0.05, within(estimate.skew()));
    assertThat(estimate.frequency()).isCloseTo(0.05, within(5e-5));
  }

  @Test
  void widensItsSamples() {
    estimator.accumulate(sample(0, 0));
    estimator.addDispersion(0.25);

    assertThat(estimator.estimate().rootDispersion()).isCloseTo(0.251, within(1e-12));
    assertThat(estimator.estimate().last().dispersion()).isCloseTo(0.25001, within(1e-12));

    estimator.accumulate(sample(1, 0));
    assertThat(estimator.estimate().rootDispersion()).isCloseTo(0.001, within(1e-12));
    assertThat(estimator.history().getFirst().rootDispersion()).isCloseTo(0.251, within(1e-12));
  }

  @Test
  void exactSamplesWithoutJitterAreNotTakenForPerfect() {
    for (int i = 0; i < 200; i++) {
      estimator.accumulate(sample(64 * i, 0.125));
      assertThat(estimator.estimate().offset()).isCloseTo(0.125, within(1e-12));
      assertThat(estimator.estimate().frequency()).isCloseTo(0, within(1e-15));
      assertThat(estimator.estimate().offsetDeviation()).isGreaterThanOrEqualTo(1e-9);
      assertThat(estimator.estimate().skew()).isGreaterThanOrEqualTo(3e-12);
      assertThat(estimator.estimate().standardDeviation()).isGreaterThanOrEqualTo(1e-9);
    }
  }

  @Test
  void explainsWhatEachSampleHasToDoWithIt() {
    takes(40);
    Explanation explanation = estimator.explain();

    assertThat(explanation.samples()).hasSize(40);
    assertThat(explanation.samples().stream().map(Explanation.Influence::sample))
        .containsExactlyElementsOf(estimator.history());
    assertThat(explanation.samples().stream().mapToDouble(Explanation.Influence::weight).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(explanation.jitterProbability()).isBetween(0.1, 1.0);
    assertThat(explanation.jitter()).isNotEmpty();
    assertThat(explanation.minimumDelay()).isCloseTo(0.02, within(JITTER));
    assertThat(explanation.wander()).isBetween(1e-12, 1e-6);
    List<Explanation.Influence> byDelay =
        explanation.samples().stream()
            .sorted((a, b) -> Double.compare(a.sample().delay(), b.sample().delay()))
            .toList();
    assertThat(byDelay.getLast().error()).isGreaterThan(3 * byDelay.getFirst().error());
    for (int i = 1; i < byDelay.size(); i++) {
      assertThat(byDelay.get(i).error()).isGreaterThanOrEqualTo(byDelay.get(i - 1).error());
    }
  }
}
