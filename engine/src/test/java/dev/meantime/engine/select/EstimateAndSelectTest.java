// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.estimate.EstimatorOptions;
import dev.meantime.engine.estimate.MultipleModelEstimator;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimator;
import dev.meantime.engine.select.Selection.Outcome;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Five servers, two of them wrong, and a clock that runs slow: samples in, estimate out. The clock
/// is corrected by every estimate at once, which is the simplest discipline that there is.
class EstimateAndSelectTest {

  private static final long START = 1_800_000_000L * 1_000_000_000L;
  private static final double SLOW = 40e-6;
  private static final double POLL = 16;

  private final Random random = new Random(5);
  private final List<SourceEstimator> estimators = new ArrayList<>();
  private final List<Reachability> reachability = new ArrayList<>();
  private final SourceSelector selector = new SourceSelector(SelectionConfig.DEFAULT);

  /// What the clock shows at a true time: `reading + behind = true`.
  private double rate = 1 - SLOW;

  private double readingAtAnchor = -0.35;
  private double anchor;

  private double reading(double trueTime) {
    return readingAtAnchor + (trueTime - anchor) * rate;
  }

  private Sample measure(int source, double trueTime) {
    double request = 0.004 + 0.001 * random.nextDouble();
    double answer = 0.004 + 0.001 * random.nextDouble();
    double error = source == 3 ? 0.2 : source == 4 ? -0.1 : 0;
    double reading = reading(trueTime);
    double offset = trueTime + error - reading + (request - answer) / 2;
    double delay = request + answer;
    return new Sample(
        START + Math.round(reading * 1e9), offset, delay, 1e-6, delay + 0.002, 0.0005);
  }

  @Test
  void theClockConvergesAndTheLiarsAreFound() {
    for (int i = 0; i < 5; i++) {
      estimators.add(new MultipleModelEstimator(EstimatorOptions.DEFAULT));
      reachability.add(Reachability.NONE);
    }
    double worstLate = 0;
    Selection last = selector.select(START, List.of(), Optional.empty());
    for (int round = 0; round < 200; round++) {
      for (int source = 0; source < 5; source++) {
        double trueTime = round * POLL + source * 3;
        estimators.get(source).accumulate(measure(source, trueTime));
        reachability.set(source, reachability.get(source).after(true));
        last = select(trueTime, source);
        correct(last.outcome(), trueTime);
        if (round > 20) {
          worstLate = Math.max(worstLate, Math.abs(trueTime - reading(trueTime)));
        }
      }
    }
    assertThat(last.verdicts().get(3).status()).isEqualTo(SourceStatus.FALSETICKER);
    assertThat(last.verdicts().get(3).reason()).contains("ahead of the interval");
    assertThat(last.verdicts().get(4).status()).isEqualTo(SourceStatus.FALSETICKER);
    assertThat(last.verdicts().get(4).reason()).contains("behind the interval");
    assertThat(worstLate).isLessThan(1e-3);
    assertThat(rate).isCloseTo(1, within(1e-6));
    for (int source = 0; source < 3; source++) {
      // Every correction was followed exactly, so it never looked like a bend.
      assertThat(estimators.get(source).estimate().samples()).isGreaterThan(10);
    }
  }

  private Selection select(double trueTime, int updated) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      candidates.add(
          new Candidate(
              new SourceId(i + 1),
              SelectionOptions.NONE,
              estimators.get(i).estimate(),
              reachability.get(i),
              LeapIndicator.NONE,
              2,
              ReferenceId.NONE,
              ReferenceId.NONE,
              ReferenceId.NONE,
              false,
              true,
              100_000));
    }
    long now = START + Math.round(reading(trueTime) * 1e9);
    return selector.select(now, candidates, Optional.of(new SourceId(updated + 1)));
  }

  private void correct(Outcome outcome, double trueTime) {
    if (!(outcome instanceof Outcome.Update update)) {
      return;
    }
    ClockEstimate estimate = update.estimate();
    double now = reading(trueTime);
    double age = now - (estimate.timeNanos() - START) * 1e-9;
    double offset = estimate.offset() + age * estimate.frequency();
    ClockAdjustment adjustment =
        new ClockAdjustment(
            ClockAdjustment.Kind.SLEW, START + Math.round(now * 1e9), estimate.frequency(), offset);
    readingAtAnchor = now + offset;
    anchor = trueTime;
    rate *= 1 + estimate.frequency();
    estimators.forEach(estimator -> estimator.onClockAdjusted(adjustment));
  }
}
