// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.wire.LeapIndicator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Leap seconds in every mode. The truth gets its new names at the end of the leap second, so a
/// clock is right again when its offset is 0.
class LeapSecondTest {

  /// 2027-07-01T00:00:00Z.
  private static final long MIDNIGHT = 1_814_400_000_000_000_000L;

  private static final long SECOND = 1_000_000_000L;

  private static SimulatedHost hostBefore(
      DisciplineConfig config, double seconds, Supplier<LeapSecondTable> table) {
    long start = MIDNIGHT - Math.round(seconds * 1e9);
    return new SimulatedHost(config, new SimulatedOscillator(start, 0, 0), table).started();
  }

  private static SimulatedHost hostBefore(DisciplineConfig config, double seconds) {
    return hostBefore(config, seconds, () -> LeapSecondTable.EMPTY);
  }

  /// Lets a leap second pass that was announced 100 s before midnight.
  private static SimulatedHost afterLeap(DisciplineConfig config, LeapIndicator leap) {
    SimulatedHost host = hostBefore(config, 100);
    host.update(host.perfectEstimate(leap));
    host.run(leap == LeapIndicator.DELETE ? 98.75 : 99.75);
    if (host.discipline.isLeapClose(host.oscillator.now())) {
      host.oscillator.renameTruth(leap == LeapIndicator.DELETE ? 1 : -1);
    }
    return host;
  }

  private static int leapOf(LeapIndicator leap) {
    return leap == LeapIndicator.DELETE ? -1 : 1;
  }

  @Test
  void isAnnouncedOnTheDayOnly() {
    SimulatedHost host = hostBefore(DisciplineConfig.DEFAULT, 86_400 + 3600);
    host.update(host.perfectEstimate(LeapIndicator.INSERT));
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(host.status.leap()).isEqualTo(LeapIndicator.NONE);

    host.run(3700);
    host.update(host.perfectEstimate(LeapIndicator.INSERT));
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.INSERT);
    assertThat(host.status.leap()).isEqualTo(LeapIndicator.INSERT);
    assertThat(host.events(DisciplineEvent.LeapArmed.class))
        .containsExactly(new DisciplineEvent.LeapArmed(LeapIndicator.INSERT));
  }

  @Test
  void isForgottenWhenTheSourcesTakeItBack() {
    SimulatedHost host = hostBefore(DisciplineConfig.DEFAULT, 3600);
    host.update(host.perfectEstimate(LeapIndicator.DELETE));
    host.run(60);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    assertThat(host.status.leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.NONE);
    host.run(3600);
    assertThat(host.events(DisciplineEvent.LeapApplied.class)).isEmpty();
  }

  @Test
  void isForgottenWhenTheSourcesAreLost() {
    SimulatedHost host = hostBefore(DisciplineConfig.DEFAULT, 3600);
    host.update(host.perfectEstimate(LeapIndicator.INSERT));
    host.perform(host.discipline.onUnsynchronised(host.oscillator.now()));

    assertThat(host.status.leap()).isEqualTo(LeapIndicator.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void kernelAppliesItInSystemMode(LeapIndicator leap) {
    SimulatedHost host = afterLeap(DisciplineConfig.DEFAULT, leap);
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED);
    assertThat(host.state().stratum()).isEqualTo(2);

    host.run(3);

    assertThat(host.oscillator.offset()).isCloseTo(0, within(1e-8));
    assertThat(host.cookedOffset()).isCloseTo(0, within(1e-8));
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(host.status.leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(host.actions(ClockAction.Step.class)).isEmpty();
    assertThat(host.events(DisciplineEvent.LeapApplied.class))
        .containsExactly(new DisciplineEvent.LeapApplied(leap, LeapMode.SYSTEM));
  }

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void slewThatRunsThroughAKernelsLeapSecondKeepsItsBooks(LeapIndicator leap) {
    SimulatedHost host = hostBefore(DisciplineConfig.DEFAULT, 100);
    host.update(host.perfectEstimate(leap));
    host.run(95);
    host.perform(host.discipline.correctAtOnce(host.oscillator.now(), 0.8, 9));
    host.oscillator.renameTruth(-leapOf(leap));

    host.run(30);

    // Truth was right before the 0.8 s were said, so that is how wrong the clock is.
    assertThat(host.oscillator.offset()).isCloseTo(-0.8, within(5e-8));
    assertThat(host.state().remainingCorrection()).isCloseTo(0, within(5e-8));
  }

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void stepsAtOnceInStepMode(LeapIndicator leap) {
    SimulatedHost host = afterLeap(Configs.leap(LeapMode.STEP), leap);
    assertThat(host.status.leap()).isEqualTo(LeapIndicator.NONE);

    host.run(0.26);

    assertThat(host.oscillator.offset()).isCloseTo(0, within(1e-6));
    ClockAction.Step step = host.actions(ClockAction.Step.class).getFirst();
    assertThat(step.seconds()).isEqualTo(-leapOf(leap));
    ClockAdjustment last = host.adjustments.getLast();
    assertThat(last.kind()).isEqualTo(ClockAdjustment.Kind.STEP);
    // UTC was renamed with the clock: what was measured stays.
    assertThat(last.offsetChange()).isZero();
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED);
    host.run(2);
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(host.cookedOffset()).isCloseTo(0, within(1e-8));
    assertThat(host.actions(ClockAction.Step.class)).hasSize(1);
    assertThat(host.events(DisciplineEvent.LeapApplied.class))
        .containsExactly(new DisciplineEvent.LeapApplied(leap, LeapMode.STEP));
  }

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void slewsFromMidnightOnInSlewMode(LeapIndicator leap) {
    SimulatedHost host = afterLeap(Configs.leap(LeapMode.SLEW), leap);

    host.run(0.251);
    assertThat(host.state().remainingCorrection()).isCloseTo(-leapOf(leap), within(1e-3));
    assertThat(host.cookedOffset()).isCloseTo(0, within(1e-8));
    host.run(6);
    assertThat(host.oscillator.offset()).isCloseTo(-leapOf(leap) * 0.5, within(1e-2));
    host.run(7);

    assertThat(host.oscillator.offset()).isCloseTo(0, within(1e-8));
    assertThat(host.largestSlew).isCloseTo(1 / 12.0, within(1e-10));
    assertThat(host.actions(ClockAction.Step.class)).isEmpty();
    assertThat(host.status.leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(host.adjustments).allMatch(adjustment -> adjustment.offsetChange() == 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void leavesTheOffsetToTheSourcesInIgnoreMode(LeapIndicator leap) {
    SimulatedHost host = afterLeap(Configs.leap(LeapMode.IGNORE), leap);
    host.run(3);

    assertThat(host.oscillator.offset()).isCloseTo(-leapOf(leap), within(1e-8));
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.NONE);
    assertThat(host.state().remainingCorrection()).isCloseTo(0, within(1e-9));
    assertThat(host.status.leap()).isEqualTo(LeapIndicator.NONE);
  }

  @Test
  void refusedStepIsSlewed() {
    SimulatedHost host = hostBefore(Configs.leap(LeapMode.STEP), 100);
    host.refusesSteps = true;
    host.update(host.perfectEstimate(LeapIndicator.INSERT));
    host.run(99.9);
    host.oscillator.renameTruth(-1);
    host.run(20);

    assertThat(host.oscillator.offset()).isCloseTo(0, within(1e-8));
    assertThat(host.events(DisciplineEvent.StepRefused.class)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void observedClockIsCorrectedWhenNobodyElseDoes(LeapIndicator leap) {
    SimulatedHost host = afterLeap(Configs.observed(LeapMode.SYSTEM), leap);
    host.run(4);

    assertThat(host.cookedOffset()).isCloseTo(0, within(1e-8));
    assertThat(host.oscillator.offset()).isCloseTo(-leapOf(leap), within(1e-8));
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = LeapIndicator.class,
      names = {"INSERT", "DELETE"})
  void observedClockIsLeftWhenTheKernelDidIt(LeapIndicator leap) {
    SimulatedHost host = hostBefore(Configs.observed(LeapMode.SYSTEM), 100);
    host.oscillator.arm(leap);
    host.update(host.perfectEstimate(leap));
    host.run(95);
    host.oscillator.renameTruth(-leapOf(leap));
    host.run(10);

    assertThat(host.oscillator.offset()).isCloseTo(0, within(1e-8));
    assertThat(host.cookedOffset()).isCloseTo(0, within(1e-8));
  }

  @Test
  void votesAroundItAreNotHeard() {
    SimulatedHost host = hostBefore(DisciplineConfig.DEFAULT, 100);
    host.update(host.perfectEstimate(LeapIndicator.INSERT));
    host.run(96);
    assertThat(host.discipline.isLeapClose(host.oscillator.now())).isTrue();
    host.update(host.perfectEstimate(LeapIndicator.NONE));
    assertThat(host.status.leap()).isEqualTo(LeapIndicator.INSERT);

    host.run(8);
    // 3 s after the leap second, whose name the clock had twice.
    assertThat(host.oscillator.now().wallNanos()).isBetween(MIDNIGHT, MIDNIGHT + 4 * SECOND);
    host.update(host.perfectEstimate(LeapIndicator.INSERT));
    assertThat(host.state().leap()).isEqualTo(LeapIndicator.NONE);
    host.run(10);
    assertThat(host.discipline.isLeapClose(host.oscillator.now())).isFalse();
  }

  @Test
  void tableKnowsWhenNoSourceDoes() {
    LeapSecondTable table =
        new LeapSecondTable(
            List.of(
                new LeapSecondTable.Entry(1_483_228_800, 37),
                new LeapSecondTable.Entry(MIDNIGHT / SECOND, 38)),
            Long.MAX_VALUE);
    SimulatedHost host = hostBefore(DisciplineConfig.DEFAULT, 100, () -> table);
    host.update(host.perfectEstimate(LeapIndicator.NONE));

    assertThat(host.status.leap()).isEqualTo(LeapIndicator.INSERT);
    assertThat(host.discipline.taiOffset(host.oscillator.now())).isEqualTo(OptionalInt.of(37));
    host.run(105);
    assertThat(host.discipline.taiOffset(host.oscillator.now())).isEqualTo(OptionalInt.of(38));
  }
}
