// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.hardware.HardwareTime.Outcome;
import dev.meantime.engine.refclock.HardwareReadings.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HardwareTimeTest {

  private static final HardwareTimeOptions USUAL = new HardwareTimeOptions(2, 16, 1e-7);

  private final HardwareTime model = new HardwareTime(USUAL);

  private void follow(SimulatedCard card, int readings) {
    for (int i = 0; i < readings; i++) {
      assertThat(model.onReadings(card.read())).isIn(Outcome.ACCEPTED, Outcome.SLOW);
      card.pass(1);
    }
  }

  /// The error now, after checking that it is within the bound.
  private double boundedError(SimulatedCard card) {
    HardwareScale scale = model.scale().orElseThrow();
    double error = card.error(scale);
    assertThat(Math.abs(error)).isLessThanOrEqualTo(scale.boundAt(card.card()));
    return Math.abs(error);
  }

  @Test
  void saysNothingBeforeAThirdReadingConfirmsTheFirstTwo() {
    SimulatedCard card = SimulatedCard.onTai(1, 1e-5);
    follow(card, 2);
    assertThat(model.scale()).isEmpty();
    follow(card, 1);
    assertThat(model.scale()).isPresent();
  }

  @Test
  void waitsForAsManyReadingsAsAreWanted() {
    HardwareTime patient = new HardwareTime(new HardwareTimeOptions(8, 16, 1e-7));
    SimulatedCard card = SimulatedCard.onTai(2, 0);
    for (int i = 0; i < 7; i++) {
      patient.onReadings(card.read());
      card.pass(1);
    }
    assertThat(patient.scale()).isEmpty();
    patient.onReadings(card.read());
    assertThat(patient.scale()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-4, -3e-6, 0, 1e-9, 5e-5, 1e-4})
  void convertsACardOnTaiThatDrifts(double rate) {
    for (long seed = 1; seed <= 20; seed++) {
      model.forget();
      SimulatedCard card = SimulatedCard.onTai(seed, rate);
      follow(card, 16);
      assertThat(boundedError(card)).as("seed %d", seed).isLessThan(1e-6);
      assertThat(model.scale().orElseThrow().rate()).isCloseTo(-rate, within(1e-7));
    }
  }

  @Test
  void convertsACardThatCountsFromItsStart() {
    SimulatedCard card = new SimulatedCard(3, 5_000_000_000L, 2e-5);
    follow(card, 16);
    assertThat(boundedError(card)).isLessThan(1e-6);
  }

  @Test
  void keepsItsBoundWhereNobodyReads() {
    for (long seed = 1; seed <= 50; seed++) {
      model.forget();
      SimulatedCard card = SimulatedCard.onTai(seed, -4e-5);
      follow(card, 3);
      card.pass(64);
      boundedError(card);
      assertThat(model.scale().orElseThrow().boundAt(card.card())).isGreaterThan(6e-6);
    }
  }

  @Test
  void leavesReadingsOutThatTookLong() {
    SimulatedCard card = SimulatedCard.onTai(4, 1e-5);
    follow(card, 10);
    double before = model.scale().orElseThrow().bound();
    assertThat(model.onReadings(card.read(5e-5))).isEqualTo(Outcome.SLOW);
    assertThat(model.scale().orElseThrow().bound()).isEqualTo(before);
  }

  @Test
  void getsUsedToReadingsThatTakeLong() {
    SimulatedCard card = SimulatedCard.onTai(5, 1e-5);
    follow(card, 10);
    for (int i = 0; i < 20; i++) {
      model.onReadings(card.read(5e-5));
      card.pass(1);
    }
    assertThat(boundedError(card)).isLessThan(5e-5);
    assertThat(model.onReadings(card.read(5e-5))).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void forgivesOneReadingThatIsWrong() {
    SimulatedCard card = SimulatedCard.onTai(6, 1e-5);
    follow(card, 10);
    List<Reading> wrong =
        card.read().stream()
            .map(r -> new Reading(r.beforeNanos(), r.clockNanos() + 50_000, r.afterNanos()))
            .toList();
    assertThat(model.onReadings(wrong)).isEqualTo(Outcome.CONTRADICTING);
    assertThat(model.scale()).isEmpty();
    card.pass(1);
    assertThat(model.onReadings(card.read())).isEqualTo(Outcome.ACCEPTED);
    assertThat(boundedError(card)).isLessThan(2e-6);
    assertThat(model.samples()).isGreaterThan(8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2e-5, -1e-3, 0.2, -1, 3600})
  void noticesAStepThatNobodyTold(double step) {
    SimulatedCard card = SimulatedCard.onTai(7, 1e-5);
    follow(card, 10);
    card.stepWall(step);
    assertThat(model.onReadings(card.read())).isEqualTo(Outcome.CONTRADICTING);
    assertThat(model.scale()).isEmpty();
    card.pass(1);
    assertThat(model.onReadings(card.read())).isEqualTo(Outcome.RESTARTED);
    card.pass(1);
    follow(card, 3);
    assertThat(boundedError(card)).isLessThan(5e-6);
  }

  @Test
  void noticesThatTheCardWasStepped() {
    SimulatedCard card = SimulatedCard.onTai(8, 0);
    follow(card, 5);
    SimulatedCard set = new SimulatedCard(9, 1_000_000_000L, 0);
    set.pass(10);
    assertThat(model.onReadings(set.read())).isEqualTo(Outcome.CONTRADICTING);
    set.pass(1);
    assertThat(model.onReadings(set.read())).isEqualTo(Outcome.RESTARTED);
  }

  @Test
  void forgetsAtAStep() {
    SimulatedCard card = SimulatedCard.onTai(10, 1e-5);
    follow(card, 5);
    model.forget();
    assertThat(model.scale()).isEmpty();
    card.stepWall(-1);
    follow(card, 3);
    assertThat(boundedError(card)).isLessThan(5e-6);
  }

  @Test
  void goesOnThroughASlewThatItIsTold() {
    for (long seed = 1; seed <= 20; seed++) {
      model.forget();
      SimulatedCard card = SimulatedCard.onTai(seed, 3e-5);
      follow(card, 10);
      card.pass(0.5);
      model.onRateChange(card.wall(), card.setWallRate(0.08));
      card.pass(0.3);
      assertThat(boundedError(card)).isLessThan(5e-6);
      follow(card, 5);
      model.onRateChange(card.wall(), card.setWallRate(-2e-5));
      follow(card, 5);
      assertThat(boundedError(card)).as("seed %d", seed).isLessThan(5e-6);
    }
  }

  @Test
  void keepsItsBoundWhileTheClocksWander() {
    for (long seed = 1; seed <= 20; seed++) {
      HardwareTime long64 = new HardwareTime(new HardwareTimeOptions(3, 64, 1e-7));
      SimulatedCard card = SimulatedCard.onTai(seed, -2e-5);
      double worst = 0;
      for (int i = 0; i < 600; i++) {
        assertThat(long64.onReadings(card.read())).isIn(Outcome.ACCEPTED, Outcome.SLOW);
        card.pass(1);
        card.changeCardRate((card.random.nextDouble() - 0.5) * 4e-8);
        if (long64.scale().isPresent() && i > 20) {
          HardwareScale scale = long64.scale().get();
          double error = Math.abs(card.error(scale));
          assertThat(error).as("seed %d", seed).isLessThanOrEqualTo(scale.boundAt(card.card()));
          worst = Math.max(worst, error);
        }
      }
      assertThat(worst).as("seed %d", seed).isLessThan(3e-6);
    }
  }

  @Test
  void takesReadingsOfBothClocksAtOneMoment() {
    SimulatedCard card = SimulatedCard.onTai(11, 7e-5);
    for (int i = 0; i < 4; i++) {
      long wall = card.wall();
      assertThat(model.onReadings(List.of(new Reading(wall, card.card(), wall))))
          .isEqualTo(Outcome.ACCEPTED);
      card.pass(1);
    }
    assertThat(boundedError(card)).isLessThan(1e-8);
    assertThat(model.scale().orElseThrow().bound()).isCloseTo(1e-7, within(1e-8));
  }

  @Test
  void leavesAReadingOutDuringWhichTheWallClockWentBack() {
    assertThat(model.onReadings(List.of(new Reading(100, 50, 90)))).isEqualTo(Outcome.UNUSABLE);
    assertThat(model.onReadings(List.of())).isEqualTo(Outcome.UNUSABLE);
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> new HardwareTimeOptions(1, 16, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HardwareTimeOptions(8, 4, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HardwareTimeOptions(2, 65, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HardwareTimeOptions(2, 16, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
