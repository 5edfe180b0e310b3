// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.ClockState;
import dev.meantime.engine.Now;
import dev.meantime.wire.LeapIndicator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockDisciplineTest {

  private static SimulatedHost host(DisciplineConfig config, double error, double offset) {
    SimulatedOscillator oscillator = new SimulatedOscillator(SimulatedHost.START, error, offset);
    return new SimulatedHost(config, oscillator).started();
  }

  @Test
  void tellsTheKernelAtTheStartThatNothingIsKnown() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);

    assertThat(host.status).isEqualTo(new ClockAction.SetStatus(false, 16, 16, LeapIndicator.NONE));
    assertThat(host.state().isSynchronised()).isFalse();
    assertThat(host.state().stratum()).isEqualTo(16);
  }

  @Test
  void startsWithTheDriftFilesFrequency() {
    SimulatedOscillator oscillator = new SimulatedOscillator(SimulatedHost.START, -17e-6, 0);
    SimulatedHost host = new SimulatedHost(DisciplineConfig.DEFAULT, oscillator);
    Drift drift = new Drift(17e-6, 0.05e-6);

    host.perform(host.discipline.start(oscillator.now(), 3e-6, Optional.of(drift)));

    assertThat(oscillator.frequency()).isCloseTo(17e-6, within(1e-11));
    assertThat(host.state().frequency()).isEqualTo(17e-6);
    assertThat(host.state().skew()).isEqualTo(0.05e-6);
    assertThat(host.events).containsExactly(new DisciplineEvent.FrequencyRead(drift));
  }

  @Test
  void keepsTheKernelsFrequencyWithoutDriftFile() {
    SimulatedOscillator oscillator = new SimulatedOscillator(SimulatedHost.START, 0, 0);
    oscillator.setFrequency(25e-6);
    SimulatedHost host = new SimulatedHost(DisciplineConfig.DEFAULT, oscillator).started();

    assertThat(host.state().frequency()).isEqualTo(oscillator.frequency());
    assertThat(host.events(DisciplineEvent.InitialFrequency.class)).hasSize(1);
  }

  @Test
  void stepsOnceByMakestepAndSlewsAfterIt() {
    SimulatedHost host = host(Configs.makestep(0.5, 1), 0, 7.25);

    host.update(host.perfectEstimate(LeapIndicator.NONE));

    assertThat(host.oscillator.offset()).isCloseTo(0, within(2e-9));
    assertThat(host.events(DisciplineEvent.Stepped.class)).hasSize(1);
    assertThat(host.events(DisciplineEvent.Stepped.class).getFirst().seconds())
        .isCloseTo(7.25, within(2e-9));
    assertThat(host.events(DisciplineEvent.WrongBy.class)).hasSize(1);
    ClockAdjustment step = host.adjustments.getFirst();
    assertThat(step.kind()).isEqualTo(ClockAdjustment.Kind.STEP);
    assertThat(step.offsetChange()).isCloseTo(7.25, within(2e-9));

    host.run(64);
    host.update(host.offsetEstimate(3));

    assertThat(host.actions(ClockAction.Step.class)).hasSize(1);
    assertThat(host.state().remainingCorrection()).isCloseTo(3, within(1e-6));
  }

  @Test
  void stepIncludesWhatWasStillToBeSlewed() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 5);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(10);
    double left = host.state().remainingCorrection();
    assertThat(left).isBetween(3.0, 4.5);

    host.perform(host.discipline.stepRemaining(host.oscillator.now()));

    assertThat(host.state().remainingCorrection()).isCloseTo(0, within(2e-9));
    assertThat(host.oscillator.offset()).isCloseTo(0, within(1e-8));
    ClockAdjustment step = host.adjustments.getLast();
    assertThat(step.kind()).isEqualTo(ClockAdjustment.Kind.STEP);
    assertThat(step.offsetChange()).isZero();
  }

  @Test
  void slewsWhatTheSystemRefusesToStep() {
    SimulatedHost host = host(Configs.makestep(0.5, 1), 0, 2);
    host.refusesSteps = true;

    host.update(host.perfectEstimate(LeapIndicator.NONE));

    assertThat(host.events(DisciplineEvent.StepRefused.class)).hasSize(1);
    assertThat(host.state().remainingCorrection()).isCloseTo(2, within(1e-8));
    host.run(30);
    assertThat(host.oscillator.offset()).isCloseTo(0, within(1e-8));
  }

  @Test
  void slewIsMonotonicWithoutOvershootAndWithinTheRate() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 1);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    double before = host.oscillator.offset();

    for (int i = 0; i < 300; i++) {
      host.run(0.1);
      double after = host.oscillator.offset();
      assertThat(after).isLessThanOrEqualTo(before + 1e-9).isGreaterThan(-5e-9);
      before = after;
    }

    assertThat(before).isCloseTo(0, within(5e-9));
    assertThat(host.largestSlew)
        .isLessThanOrEqualTo(DisciplineConfig.DEFAULT.maxSlewRate() + 1e-10)
        .isGreaterThan(DisciplineConfig.DEFAULT.maxSlewRate() - 1e-10);
  }

  @Test
  void slewTakesAtMostTheTimeThatTheRateAllows() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 1);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    // 1 s at 1/12: 12 s by the undisturbed clock.
    host.run(11.9);
    assertThat(host.oscillator.offset()).isCloseTo(0.1 / 12, within(1e-6));
    host.run(0.2);
    assertThat(host.oscillator.offset()).isCloseTo(0, within(5e-9));
  }

  @Test
  void anUpdateDoesNotSlowDownARunningSlew() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 4);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(30);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(18.2);

    // 4 s at 1/12: 48 s.
    assertThat(host.oscillator.offset()).isCloseTo(0, within(5e-9));
  }

  @Test
  void correctionRateStretchesSlewsOfNoisyOffsets() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    host.update(host.offsetEstimate(0));
    host.run(100);

    // corrtimeratio 3, a third, deviation 10 µs, interval 100 s: 1e-3 s² over 100 µs is 10 s.
    host.update(host.offsetEstimate(100e-6));

    ClockAction.SetFrequency set = host.actions(ClockAction.SetFrequency.class).getLast();
    assertThat(set.frequency()).isCloseTo(100e-6 / 10, within(1e-9));
  }

  @Test
  void convergesFromWrongFrequencyAndOffsetWithPerfectEstimates() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 43e-6, 0.020);

    for (int i = 0; i < 5; i++) {
      host.update(host.perfectEstimate(LeapIndicator.NONE));
      host.run(64);
    }

    assertThat(host.oscillator.offset()).isCloseTo(0, within(2e-8));
    assertThat(host.state().frequency()).isCloseTo(1 / (1 + 43e-6) - 1, within(1e-12));
  }

  @Test
  void announcesTheRelativeChangeOfFrequency() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 500e-6, 0);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    ClockAdjustment adjustment = host.adjustments.getFirst();
    assertThat(adjustment.kind()).isEqualTo(ClockAdjustment.Kind.SLEW);
    assertThat(adjustment.frequencyChange()).isCloseTo(1 / 1.0005 - 1, within(1e-14));
  }

  @Test
  void holdsTheFrequencyWithinMaxDrift() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, -0.15, 0);

    host.update(host.perfectEstimate(LeapIndicator.NONE));

    assertThat(host.state().frequency()).isEqualTo(0.1);
    assertThat(host.events(DisciplineEvent.FrequencyBeyondMaximum.class)).hasSize(1);
  }

  @Test
  void refusesWhatMaxchangeDoesNotAllowThenGivesUp() {
    SimulatedHost host = host(Configs.maxchange(1, 1, 1), 0, 0);
    host.update(host.offsetEstimate(5));
    assertThat(host.state().remainingCorrection()).isCloseTo(5, within(1e-9));
    host.run(200);

    host.update(host.offsetEstimate(-1.5));
    assertThat(host.events.getLast())
        .isEqualTo(new DisciplineEvent.ChangeBeyondMaximum(-1.5, 1, false));
    assertThat(host.gaveUp).isFalse();
    assertThat(host.state().lastOffset()).isEqualTo(5);

    host.update(host.offsetEstimate(0.5));
    assertThat(host.state().lastOffset()).isEqualTo(0.5);

    host.update(host.offsetEstimate(1.5));
    assertThat(host.events.getLast())
        .isEqualTo(new DisciplineEvent.ChangeBeyondMaximum(1.5, 1, true));
    assertThat(host.gaveUp).isTrue();
  }

  @Test
  void maximumErrorCoversTheWallClockWhileItIsSlewed() {
    SimulatedHost host = host(Configs.rtcSync(), 0, 0.5);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    assertThat(host.status.synchronised()).isTrue();
    // Half the root delay, the root dispersion, what is left, and the uncertain moment of 1/12.
    assertThat(host.status.maximumError()).isCloseTo(0.005 + 0.002 + 0.5, within(2e-6));
    assertThat(host.status.estimatedError()).isCloseTo(0.5 + 1e-5, within(2e-6));

    host.run(20);
    assertThat(host.status.maximumError()).isCloseTo(0.007, within(1e-3));
    assertThat(host.status.maximumError()).isGreaterThan(Math.abs(host.oscillator.offset()));
  }

  @Test
  void staysUnsynchronisedForTheKernelWithoutRtcsyncButTellsTheError() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    assertThat(host.status.synchronised()).isFalse();
    assertThat(host.status.maximumError()).isCloseTo(0.007, within(1e-6));
  }

  @Test
  void refreshesTheKernelsErrorEveryTwoMinutes() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    int before = host.actions(ClockAction.SetStatus.class).size();

    host.run(1201);

    assertThat(host.actions(ClockAction.SetStatus.class)).hasSize(before + 10);
  }

  @Test
  void losesItsReferenceOnce() {
    SimulatedHost host = host(Configs.rtcSync(), 0, 0);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    host.perform(host.discipline.onUnsynchronised(host.oscillator.now()));
    host.perform(host.discipline.onUnsynchronised(host.oscillator.now()));

    assertThat(host.events(DisciplineEvent.Unsynchronised.class)).hasSize(1);
    assertThat(host.status.synchronised()).isFalse();
    assertThat(host.status.maximumError()).isEqualTo(16);
    ClockState state = host.state();
    assertThat(state.isSynchronised()).isFalse();
    assertThat(state.rootDelay() / 2 + state.rootDispersion()).isEqualTo(1.5);
  }

  @Test
  void noticesThatSomebodySetTheClock() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 3);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(5);
    assertThat(host.events(DisciplineEvent.ExternalStep.class)).isEmpty();

    host.oscillator.step(3600);
    host.run(1);
    host.perform(host.discipline.onReading(host.oscillator.now()));

    assertThat(host.events(DisciplineEvent.ExternalStep.class)).hasSize(1);
    assertThat(host.events(DisciplineEvent.ExternalStep.class).getFirst().seconds())
        .isCloseTo(3600, within(1e-6));
    assertThat(host.adjustments.getLast().kind()).isEqualTo(ClockAdjustment.Kind.UNKNOWN_STEP);
    assertThat(host.state().isSynchronised()).isFalse();
    assertThat(host.state().remainingCorrection()).isCloseTo(0, within(1e-9));
    assertThat(host.oscillator.frequency()).isCloseTo(0, within(1e-11));
  }

  @Test
  void takesNoJumpFromItsOwnStepAndSlew() {
    SimulatedHost host = host(Configs.makestep(1, -1), 0, -5000);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(64);
    host.update(host.offsetEstimate(0.9));
    host.run(64);

    assertThat(host.events(DisciplineEvent.ExternalStep.class)).isEmpty();
    assertThat(host.actions(ClockAction.Step.class)).hasSize(1);
  }

  @Test
  void putsAClockBackThatSomebodyElseMoved() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(5);
    long cookedBefore = host.cookedNanos();
    int told = host.adjustments.size();

    host.oscillator.step(-0.5);
    host.perform(host.discipline.onReading(host.oscillator.now()));

    assertThat(host.events(DisciplineEvent.Displaced.class)).hasSize(1);
    assertThat(host.cookedNanos()).as("goes on").isCloseTo(cookedBefore, within(10L));
    assertThat(host.adjustments).as("no reading of it changes").hasSize(told);
    assertThat(host.state().isSynchronised()).isTrue();
    assertThat(host.state().remainingCorrection()).isCloseTo(0.5, within(1e-8));
    assertThat(host.state().rootDispersion()).as("until measured").isGreaterThan(0.5);
    host.run(7);
    assertThat(host.oscillator.offset()).as("half a second at 1/12").isCloseTo(0, within(1e-8));

    host.update(host.perfectEstimate(LeapIndicator.NONE));
    assertThat(host.state().rootDispersion()).isLessThan(0.01);
  }

  @Test
  void stepsAClockBackWhereStepsAreAllowed() {
    SimulatedHost host = host(Configs.makestep(0.1, -1), 0, 0);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(5);

    host.oscillator.step(2);
    host.perform(host.discipline.onReading(host.oscillator.now()));

    assertThat(host.actions(ClockAction.Step.class)).hasSize(1);
    assertThat(host.oscillator.offset()).isCloseTo(0, within(1e-8));
  }

  @Test
  void leavesAJumpAloneThatIsNoneOfItsBusiness() {
    SimulatedHost unsynchronised = host(DisciplineConfig.DEFAULT, 0, 0);
    unsynchronised.oscillator.step(-9.9);
    unsynchronised.perform(unsynchronised.discipline.onReading(unsynchronised.oscillator.now()));

    assertThat(unsynchronised.events(DisciplineEvent.Displaced.class)).isEmpty();
    assertThat(unsynchronised.events(DisciplineEvent.ExternalStep.class)).isEmpty();
  }

  @Test
  void stoppingLeavesTheClockAtItsBaseFrequencyAndSavesTheDrift() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, -20e-6, 0.5);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(2);
    host.wakeAt = Long.MAX_VALUE;

    host.perform(host.discipline.stop(host.oscillator.now()));

    assertThat(host.oscillator.frequency()).isCloseTo(20e-6, within(1e-9));
    assertThat(host.drifts).hasSize(1);
    assertThat(host.drifts.getFirst().frequency()).isCloseTo(20e-6, within(1e-9));
    assertThat(host.state().remainingCorrection()).isCloseTo(0, within(1e-9));
    assertThat(host.wakeAt).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void savesNoDriftWhenNeverSynchronised() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    host.perform(host.discipline.stop(host.oscillator.now()));

    assertThat(host.drifts).isEmpty();
  }

  @Test
  void savesTheDriftEveryHour() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 5e-6, 0);
    for (int i = 0; i < 8; i++) {
      host.update(host.perfectEstimate(LeapIndicator.NONE));
      host.run(1000);
    }

    // The updates at 4000 s; the next would be at 8000 s.
    assertThat(host.drifts).hasSize(1);
    assertThat(host.drifts.getFirst().frequency()).isCloseTo(-5e-6, within(1e-10));
  }

  @Test
  void correctsAtOnceByStepFromTheThresholdOn() {
    SimulatedHost stepped = host(DisciplineConfig.DEFAULT, 0, -30);
    stepped.perform(stepped.discipline.correctAtOnce(stepped.oscillator.now(), -30, 30));
    assertThat(stepped.oscillator.offset()).isCloseTo(0, within(1e-9));

    SimulatedHost slewed = host(DisciplineConfig.DEFAULT, 0, -2);
    slewed.perform(slewed.discipline.correctAtOnce(slewed.oscillator.now(), -2, 30));
    assertThat(slewed.actions(ClockAction.Step.class)).isEmpty();
    slewed.run(30);
    assertThat(slewed.oscillator.offset()).isCloseTo(0, within(5e-9));
  }

  @Test
  void fallsBackToTheAverageFrequencyWithoutUpdates() {
    // Averages over 64 and 128 s.
    SimulatedHost host = host(Configs.fallback(6, 7), 0, 0);
    for (int i = 0; i < 40; i++) {
      host.oscillator.setHardwareError(i < 39 ? -10e-6 : -30e-6);
      host.update(host.perfectEstimate(LeapIndicator.NONE));
      host.run(16);
    }
    assertThat(host.state().frequency()).isCloseTo(30e-6, within(1e-8));

    host.run(60);

    assertThat(host.events(DisciplineEvent.Unsynchronised.class)).hasSize(1);
    double shorter = host.state().frequency();
    assertThat(shorter).isBetween(12e-6, 16e-6);
    host.run(64);
    assertThat(host.state().frequency()).isBetween(11e-6, shorter - 1e-6);
    assertThat(host.events(DisciplineEvent.Unsynchronised.class)).hasSize(1);
  }

  @Test
  void temperatureMovesTheKernelButNoReading() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    int told = host.adjustments.size();

    host.oscillator.setHardwareError(-2e-6);
    host.perform(host.discipline.onTemperature(host.oscillator.now(), 2e-6));
    host.run(1000);

    assertThat(host.adjustments).hasSize(told);
    assertThat(host.oscillator.frequency()).isCloseTo(2e-6, within(1e-10));
    assertThat(host.state().frequency()).isCloseTo(0, within(1e-12));
    assertThat(host.cookedOffset()).isCloseTo(0, within(2e-8));
  }

  @Test
  void rmsOffsetFollowsTheFirstOffsetsDownAndMovesSlowlyAfterThat() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    double[] offsets = {0.1, 0.001, 0.002};
    for (double offset : offsets) {
      host.update(host.offsetEstimate(offset));
      host.run(100);
    }

    assertThat(host.state().rmsOffset())
        .isCloseTo(Math.sqrt(1e-6 + 0.1 * (4e-6 - 1e-6)), within(1e-12));
  }

  @Test
  void resultsThatNobodyAskedForAreRefused() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    Now now = host.oscillator.now();

    assertThatThrownBy(() -> host.discipline.onStepped(now))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> host.discipline.onStepRefused(now))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingChangesBeforeTheKernelIsSet() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 1);
    List<ClockAction> list =
        host.discipline.onEstimate(host.oscillator.now(), host.perfectEstimate(LeapIndicator.NONE));
    assertThat(list.getLast()).isInstanceOf(ClockAction.SetFrequency.class);
    assertThat(host.state().remainingCorrection()).isZero();

    // The kernel is set a little later than it was decided.
    host.oscillator.advance(0.25);
    host.perform(list);

    assertThat(host.state().remainingCorrection()).isCloseTo(1, within(1e-8));
    host.run(20);
    assertThat(host.oscillator.offset()).isCloseTo(0, within(5e-9));
  }

  @Test
  void uncertainMomentOfASlewWidensTheSamples() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 1);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    // The slew per second of the faster wall clock, for 10 µs that may be a tenth longer.
    double slope = 1 / 12.0 / (1 + 1 / 12.0);
    assertThat(host.actions(ClockAction.AddDispersion.class)).hasSize(1);
    assertThat(host.actions(ClockAction.AddDispersion.class).getFirst().seconds())
        .isCloseTo(slope * 1.1e-5, within(1e-14));
  }

  @Test
  void slewsThatEndedLateMakeTheNextOnesSlower() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 0);
    host.update(host.offsetEstimate(0.001));
    // The timer comes 3 s late.
    host.oscillator.advance(4);
    host.perform(host.discipline.onTimer(host.oscillator.now()));
    assertThat(host.state().remainingCorrection()).isCloseTo(-0.003, within(1e-5));
    ClockAction.SetFrequency late = host.actions(ClockAction.SetFrequency.class).getLast();
    assertThat(late.frequency()).isCloseTo(-0.003 / 15, within(1e-6));

    host.run(20);
    assertThat(host.state().remainingCorrection()).isCloseTo(0, within(5e-9));
  }

  @Test
  void updatesAreReportedOnceTheyAreInEffect() {
    SimulatedHost host = host(Configs.makestep(1, 1), 10e-6, 7.25);
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    host.run(100);
    host.update(host.offsetEstimate(0.25));

    List<DisciplineEvent.Updated> updates = host.events(DisciplineEvent.Updated.class);
    assertThat(updates).hasSize(2);
    DisciplineEvent.Updated first = updates.getFirst();
    assertThat(first.offset()).isCloseTo(7.25, within(1e-8));
    assertThat(first.maximumError()).isEqualTo(1.5);
    assertThat(first.state().frequency()).isCloseTo(-10e-6, within(1e-9));
    assertThat(first.state().remainingCorrection()).isCloseTo(0, within(1e-8));
    // The reference time is one of the stepped clock.
    assertThat(first.state().referenceNanos() - SimulatedHost.START).isBetween(-20L, 20L);
    DisciplineEvent.Updated second = updates.getLast();
    assertThat(second.state().remainingCorrection()).isCloseTo(0.25, within(1e-8));
    assertThat(second.state().lastUpdateInterval()).isCloseTo(100, within(1e-2));
    // What was known before, grown for 100 s, and the wall clock's whole error then.
    assertThat(second.maximumError()).isCloseTo(0.007 + 7.25, within(1e-3));
  }

  @Test
  void refusesWhatNoClockCanBeCorrectedBy() {
    SimulatedHost host = host(Configs.makestep(1, -1), 0, 0);
    for (double offset : new double[] {5e9, -2e9, Double.NaN, Double.NEGATIVE_INFINITY}) {
      host.update(host.offsetEstimate(offset));
    }
    host.update(
        SimulatedHost.estimate(host.cookedNanos(), 0, Double.NaN, 1e-6, LeapIndicator.NONE));

    assertThat(host.events(DisciplineEvent.ChangeBeyondMaximum.class)).hasSize(5);
    assertThat(host.actions(ClockAction.Step.class)).isEmpty();
    assertThat(host.state().isSynchronised()).isFalse();
  }

  @Test
  void timestampFromBeforeAChangeIsCookedAsItWasThen() {
    SimulatedHost host = host(DisciplineConfig.DEFAULT, 0, 1);
    host.oscillator.advance(10);
    long before = host.oscillator.now().wallNanos() - 5_000_000_000L;
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    // Without its own line the slew of 1/12 would be counted back over 5 s.
    assertThat(host.discipline.toCooked(before)).isEqualTo(before + 1_000_000_000L);
  }
}
