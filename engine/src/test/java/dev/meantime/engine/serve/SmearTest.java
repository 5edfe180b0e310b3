// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.discipline.Configs;
import dev.meantime.engine.discipline.DisciplineConfig;
import dev.meantime.engine.discipline.DisciplineConfig.LeapMode;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.engine.discipline.NearLeap;
import dev.meantime.engine.discipline.SimulatedOscillator;
import dev.meantime.engine.serve.LeapSmear.Position;
import dev.meantime.engine.serve.LeapSmear.Shape;
import dev.meantime.wire.LeapIndicator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Served time of a host that smears, second by second over a leap second. The truth keeps its
/// names, as even time does, unless a test renames it.
class SmearTest {

  private static final long SECOND = 1_000_000_000L;

  /// 2027-07-01T00:00:00Z.
  private static final long MIDNIGHT = 1_814_400_000L * SECOND;

  private static LeapSecondTable table(int change) {
    return new LeapSecondTable(
        List.of(
            new LeapSecondTable.Entry(1_483_228_800, 37),
            new LeapSecondTable.Entry(MIDNIGHT / SECOND, 37 + change)),
        Long.MAX_VALUE);
  }

  private static ServingHost host(
      LeapSmear smear, DisciplineConfig discipline, double hoursBefore, LeapSecondTable table) {
    return new ServingHost(
        new ServedTimeConfig(LocalReference.OFF, new Shaping.Smear(smear)),
        discipline,
        new SimulatedOscillator(MIDNIGHT - Math.round(hoursBefore * 3600e9), 0, 0),
        table);
  }

  private static void update(ServingHost host, LeapIndicator leap) {
    host.host.update(host.host.perfectEstimate(leap));
  }

  private static LeapIndicator indicator(int seconds) {
    return seconds > 0 ? LeapIndicator.INSERT : LeapIndicator.DELETE;
  }

  static Stream<Arguments> ways() {
    return Stream.of(LeapMode.SLEW, LeapMode.STEP)
        .flatMap(mode ->
            Stream.of(Position.values())
                .flatMap(position ->
                    Stream.of(1, -1)
                        .flatMap(seconds ->
                            Stream.of(true, false)
                                .map(steer -> Arguments.of(mode, position, seconds, steer)))));
  }

  /// Whatever our own clock does, and whoever steers it.
  @ParameterizedTest
  @MethodSource("ways")
  void servedTimeFollowsTheFormulaOverTheLeapSecond(
      LeapMode mode, Position position, int seconds, boolean steer) {
    LeapSmear smear = new LeapSmear(Shape.COSINE, 4000, position);
    ServingHost host =
        host(
            smear, steer ? Configs.leap(mode) : Configs.observed(mode), 1.5, LeapSecondTable.EMPTY);
    update(host, indicator(seconds));
    SmearCourse formula = smear.course(new NearLeap(MIDNIGHT, seconds, false), 0);
    long last = host.servedNanos();
    for (int i = 0; i < 40_000; i++) {
      host.host.run(0.25);
      long even = MIDNIGHT - 5400 * SECOND + Math.round((i + 1) * 0.25e9);
      long served = host.servedNanos();
      assertThat((served - even) * 1e-9)
          .as("%d s after the beginning", i / 4)
          .isCloseTo(formula.secondsAt(even), within(1e-4));
      assertThat(served - last).isBetween(249_000_000L, 251_000_000L);
      last = served;
    }
    assertThat(host.servedNanos())
        .isEqualTo(host.host.discipline.toCooked(host.host.oscillator.now().wallNanos()));
    assertThat(host.host.discipline.scale().renamedNanos()).isEqualTo(-seconds * SECOND);
  }

  @Test
  void nobodyIsToldOfTheLeapSecondAndTheReferenceIdTellsTheSmear() {
    ServingHost host =
        host(
            new LeapSmear(Shape.LINEAR, 4000, Position.CENTRE),
            Configs.leap(LeapMode.SLEW),
            1,
            LeapSecondTable.EMPTY);
    update(host, LeapIndicator.INSERT);
    int usual = host.header().referenceId();
    assertThat(host.header().leap()).isZero();
    assertThat(usual >>> 24).isNotEqualTo(254);

    host.host.run(1600 + 1000.25);
    // A quarter of a second behind UTC, in units of 2⁻²² s: 1048576.
    assertThat(host.header().referenceId() >>> 24).isEqualTo(254);
    assertThat(smearOf(host)).isCloseTo(-0.25, within(1e-4));
    for (int i = 0; i < 4000; i++) {
      assertThat(host.header().leap()).isZero();
      host.host.run(0.25);
    }
    host.host.run(1000);
    // After the leap second, UTC is what is behind.
    assertThat(smearOf(host)).isCloseTo(0.25, within(1e-3));
    host.host.run(1002);
    assertThat(host.header().referenceId()).isEqualTo(usual);
    assertThat(host.header().leap()).isZero();
  }

  private static double smearOf(ServingHost host) {
    int bits = host.header().referenceId();
    return (bits << 8 >> 8) * 0x1p-22;
  }

  @Test
  void whoIsSteppedOrWatchedTellsNobodyTheTimeInTheLeapSecondItself() {
    for (DisciplineConfig config :
        List.of(Configs.leap(LeapMode.STEP), Configs.observed(LeapMode.SLEW))) {
      ServingHost host =
          host(
              new LeapSmear(Shape.LINEAR, 4000, Position.CENTRE), config, 1, LeapSecondTable.EMPTY);
      update(host, LeapIndicator.INSERT);
      host.host.run(3600.25);
      assertThat(host.header().leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED.code());
      host.host.run(3);
      assertThat(host.header().leap()).isZero();
    }
  }

  @Test
  void kernelThatSomebodyElseSteersMayInsertIt() {
    ServingHost host =
        host(
            new LeapSmear(Shape.LINEAR, 4000, Position.CENTRE),
            Configs.observed(LeapMode.SLEW),
            1,
            LeapSecondTable.EMPTY);
    update(host, LeapIndicator.INSERT);
    host.host.run(3590);
    double before = host.servedError();
    host.host.run(9.9);
    // The kernel's step, in the second in which nobody is told the time.
    host.host.oscillator.step(-1);
    host.host.run(10);
    assertThat(host.host.discipline.scale().renamedNanos()).isEqualTo(-SECOND);
    assertThat(host.servedError() - before).isCloseTo(-19.9 / 4001, within(1e-6));
    assertThat(host.header().leap()).isZero();
  }

  @Test
  void tableIsEnoughForAWindowThatBeginsTheDayBefore() {
    ServingHost host =
        host(
            new LeapSmear(Shape.LINEAR, 172_800, Position.BEFORE),
            Configs.leap(LeapMode.SLEW),
            50,
            table(1));
    update(host, LeapIndicator.NONE);
    host.host.run(2 * 3600);
    assertThat(host.servedError()).isCloseTo(0, within(1e-8));
    host.host.run(86_400);
    update(host, LeapIndicator.NONE);
    assertThat(host.servedError()).isCloseTo(-0.5, within(1e-6));
    host.host.run(86_400 + 10);
    assertThat(host.servedError()).isCloseTo(-1, within(1e-6));
  }

  @Test
  void daemonThatStartsWithinTheWindowJoinsTheOthers() {
    for (int seconds : new int[] {1, -1}) {
      ServingHost early =
          host(LeapSmear.USUAL, Configs.leap(LeapMode.SLEW), 6, LeapSecondTable.EMPTY);
      update(early, indicator(seconds));
      assertThat(early.servedError()).isCloseTo(-seconds * 0.25, within(1e-4));
      ServingHost late = host(LeapSmear.USUAL, Configs.leap(LeapMode.SLEW), -6, table(seconds));
      update(late, LeapIndicator.NONE);
      assertThat(late.servedError()).isCloseTo(seconds * 0.25, within(1e-4));
      late.host.run(6 * 3600 + 2);
      assertThat(late.servedError()).isCloseTo(0, within(1e-8));
    }
  }

  @Test
  void announcementWithinTheWindowIsMadeUpForWithoutAJump() {
    ServingHost host =
        host(LeapSmear.USUAL, Configs.leap(LeapMode.SLEW), 13, LeapSecondTable.EMPTY);
    update(host, LeapIndicator.NONE);
    host.host.run(5 * 3600);
    long before = host.servedNanos();
    update(host, LeapIndicator.INSERT);
    assertThat(host.servedNanos() - before).isBetween(-5L, 5L);
    // 20 h are left, of which 8 h make 0.4 s.
    host.host.run(8 * 3600);
    assertThat(host.servedError()).isCloseTo(-0.4, within(1e-4));
    host.host.run(12 * 3600 + 1);
    assertThat(host.servedError()).isCloseTo(-1, within(1e-8));
  }

  @Test
  void leapSecondThatIsTakenBackIsUndoneWithoutAJump() {
    ServingHost host =
        host(LeapSmear.USUAL, Configs.leap(LeapMode.SLEW), 13, LeapSecondTable.EMPTY);
    update(host, LeapIndicator.INSERT);
    host.host.run(3 * 3600);
    assertThat(host.servedError()).isCloseTo(-2 / 24.0, within(1e-5));
    long before = host.servedNanos();
    update(host, LeapIndicator.NONE);
    assertThat(host.servedNanos() - before).isBetween(-5L, 5L);
    host.host.run(3600);
    assertThat(host.servedError()).isCloseTo(-1 / 24.0, within(1e-5));
    host.host.run(3601);
    assertThat(host.servedError()).isCloseTo(0, within(1e-8));
    assertThat(host.header().referenceId() >>> 24).isNotEqualTo(254);
  }

  @Test
  void nothingIsSmearedWithoutALeapSecond() {
    ServingHost host =
        host(LeapSmear.USUAL, Configs.leap(LeapMode.SLEW), 13, LeapSecondTable.EMPTY);
    update(host, LeapIndicator.NONE);
    for (int i = 0; i < 30; i++) {
      host.host.run(3600);
      assertThat(host.servedError()).isCloseTo(0, within(1e-8));
    }
  }

  @Test
  void correctionsGoOnWhileItIsSmeared() {
    ServingHost host =
        host(LeapSmear.USUAL, Configs.leap(LeapMode.SLEW), 13, LeapSecondTable.EMPTY);
    update(host, LeapIndicator.INSERT);
    host.host.run(7 * 3600);
    host.host.perform(host.host.discipline.correctAtOnce(host.host.oscillator.now(), 0.03, 0.01));
    assertThat(host.servedError()).isCloseTo(-0.25 + 0.03, within(1e-5));
  }

  @Test
  void kernelsLeapSecondCannotBeSmeared() {
    ServedTimeConfig config =
        new ServedTimeConfig(LocalReference.OFF, new Shaping.Smear(LeapSmear.USUAL));
    assertThat(config.canWorkWith(LeapMode.SYSTEM)).isFalse();
    assertThat(config.canWorkWith(LeapMode.IGNORE)).isFalse();
    assertThat(config.canWorkWith(LeapMode.SLEW)).isTrue();
    assertThat(config.canWorkWith(LeapMode.STEP)).isTrue();
    assertThat(ServedTimeConfig.DEFAULT.canWorkWith(LeapMode.SYSTEM)).isTrue();
  }
}
