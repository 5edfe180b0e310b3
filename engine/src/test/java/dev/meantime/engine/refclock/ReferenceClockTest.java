// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import static dev.meantime.engine.refclock.Clocks.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.Now;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.engine.estimate.EstimatorOptions;
import dev.meantime.engine.estimate.MultipleModelEstimator;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceClockTest {

  private static final double PRECISION = 1e-7;
  private static final LeapSecondTable LEAPS =
      new LeapSecondTable(
          List.of(new LeapSecondTable.Entry(START / 1_000_000_000L - 1000, 37)), Long.MAX_VALUE);

  private LeapSecondTable leaps = LEAPS;
  private final MultipleModelEstimator estimator =
      new MultipleModelEstimator(EstimatorOptions.DEFAULT);

  private ReferenceClock clock(ReferenceClockOptions options, boolean polled) {
    return new ReferenceClock(options, polled, estimator, PRECISION, () -> leaps);
  }

  private static long at(double seconds) {
    return START + Math.round(seconds * 1e9);
  }

  private static Now now(double seconds) {
    return new Now(at(seconds), Math.round(seconds * 1e9));
  }

  private static ClockReading.Time time(double seconds, double offset, int leap) {
    return new ClockReading.Time(at(seconds), at(seconds), at(seconds + offset), leap, 0);
  }

  private static List<ReferenceClockAction> read(
      ReferenceClock clock, double seconds, ClockReading reading) {
    return clock.onReading(at(seconds), reading, new Seconds.Nobody());
  }

  /// Looks at the device once a second, and finds a reading each time.
  private List<ReferenceClockAction> run(
      ReferenceClock clock, int from, int seconds, double offset) {
    List<ReferenceClockAction> all = new ArrayList<>();
    for (int i = from; i < from + seconds; i++) {
      read(clock, i + 0.1, time(i, offset, 0));
      all.addAll(clock.onPolled(now(i + 0.1)));
    }
    return all;
  }

  @Test
  void looksAtTheDeviceOnceASecondAndMakesOneSampleOfFour() {
    ReferenceClock clock = clock(Clocks.polls(2, 0), true);
    assertThat(clock.start(now(0))).containsExactly(new ReferenceClockAction.PollDevice());
    List<ReferenceClockAction> actions = run(clock, 0, 3, 0.25);
    assertThat(actions)
        .allSatisfy(action -> assertThat(action).isInstanceOf(ReferenceClockAction.WakeAt.class));
    assertThat(actions.getFirst()).isEqualTo(new ReferenceClockAction.WakeAt(1_100_000_000L));
    assertThat(estimator.estimate().samples()).isZero();

    actions = run(clock, 3, 1, 0.25);
    assertThat(actions).hasSize(3);
    assertThat(actions.get(0))
        .isInstanceOfSatisfying(
            ReferenceClockAction.Filtered.class,
            filtered -> assertThat(filtered.sample().offset()).isCloseTo(0.25, within(1e-9)));
    assertThat(actions.get(1)).isEqualTo(new ReferenceClockAction.Updated());
    assertThat(estimator.estimate().samples()).isEqualTo(1);
    assertThat(clock.state().reachability().register()).isEqualTo(1);
    assertThat(clock.state().readings()).isEqualTo(4);
  }

  @Test
  void waitsForTheEndOfThePollWhereReadingsComeByThemselves() {
    ReferenceClock clock = clock(Clocks.polls(3, 0), false);
    assertThat(clock.start(now(0)))
        .containsExactly(new ReferenceClockAction.WakeAt(8_000_000_000L));
    assertThat(number(read(clock, 1, time(1, 0.5, 0)))).isZero();
    assertThat(number(read(clock, 2, time(2, 0.5, 0)))).isEqualTo(1);
    assertThat(clock.onTimer(now(8)))
        .hasSize(3)
        .contains(new ReferenceClockAction.Updated())
        .contains(new ReferenceClockAction.WakeAt(16_000_000_000L));
  }

  private static int number(List<ReferenceClockAction> actions) {
    return ((ReferenceClockAction.Measured) actions.getFirst()).number();
  }

  @Test
  void isUnreachableAfterEightPollsWithoutAReading() {
    ReferenceClock clock = clock(Clocks.polls(0, 0), true);
    run(clock, 0, 1, 0);
    List<ReferenceClockAction> actions = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      assertThat(clock.state().reachability().isReachable()).isTrue();
      assertThat(actions).doesNotContain(new ReferenceClockAction.Changed());
      actions.addAll(clock.onPolled(now(i)));
    }
    assertThat(actions).contains(new ReferenceClockAction.Changed());
    assertThat(clock.state().reachability().isReachable()).isFalse();
  }

  @Test
  void countsWhatItDoesNotUse() {
    ReferenceClock clock = clock(Clocks.polls(2, 0), true);
    assertThat(read(clock, 0, time(0.001, 0, 0))).isEmpty();
    assertThat(read(clock, 9, time(0.9, 0, 0))).isEmpty();
    assertThat(read(clock, 9, time(8, 0, 3))).isEmpty();
    assertThat(read(clock, 9, time(8, 0, -1))).isEmpty();
    assertThat(read(clock, 9, time(8.5, 0, 0))).hasSize(1);
    assertThat(read(clock, 9, time(8.5, 0, 0))).isEmpty();
    clock.onMalformed();
    assertThat(clock.state().rejections())
        .containsOnly(
            java.util.Map.entry(ReferenceClockRejection.FROM_THE_FUTURE, 1L),
            java.util.Map.entry(ReferenceClockRejection.OLD, 1L),
            java.util.Map.entry(ReferenceClockRejection.NOT_SYNCHRONISED, 2L),
            java.util.Map.entry(ReferenceClockRejection.NOT_NEWER, 1L),
            java.util.Map.entry(ReferenceClockRejection.MALFORMED, 1L));
  }

  @Test
  void addsTheConfiguredOffsetAndDelay() {
    ReferenceClock clock = clock(Clocks.corrected(0.125, 0.02, false), true);
    run(clock, 0, 4, 0.5);
    Sample last = estimator.estimate().last();
    assertThat(last.offset()).isCloseTo(0.625, within(1e-9));
    assertThat(last.rootDelay()).isCloseTo(0.02, within(1e-12));
    assertThat(last.delay()).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void takesTheLeapSecondsOffTai() {
    ReferenceClock clock = clock(Clocks.corrected(0, 1e-9, true), true);
    run(clock, 0, 4, 37.5);
    assertThat(estimator.estimate().last().offset()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void doesNotGuessTheLeapSeconds() {
    leaps = LeapSecondTable.EMPTY;
    ReferenceClock clock = clock(Clocks.corrected(0, 1e-9, true), true);
    run(clock, 0, 4, 37.5);
    assertThat(estimator.estimate()).isEqualTo(SourceEstimate.none());
    assertThat(clock.state().rejections()).containsEntry(ReferenceClockRejection.NO_TAI_OFFSET, 4L);
  }

  @Test
  void tellsOffsetsOfTheCookedClockAndRawOnesOfTheWallClock() {
    ReferenceClock clock = clock(Clocks.polls(2, 0), true);
    long cooked = at(5.2);
    List<ReferenceClockAction> actions =
        read(clock, 6, new ClockReading.Time(at(5), cooked, at(5.3), 1, 1e-5));
    assertThat(actions)
        .singleElement()
        .isInstanceOfSatisfying(
            ReferenceClockAction.Measured.class,
            measured -> {
              assertThat(measured.rawOffset()).isCloseTo(0.3, within(1e-9));
              assertThat(measured.sample().offset()).isCloseTo(0.1, within(1e-9));
              assertThat(measured.sample().timeNanos()).isEqualTo(cooked);
              assertThat(measured.sample().dispersion()).isCloseTo(1e-5 + PRECISION, within(1e-12));
              assertThat(measured.leap()).isEqualTo(LeapIndicator.INSERT);
              assertThat(measured.pulse()).isFalse();
            });
  }

  @Test
  void numbersPulsesByOurOwnClock() {
    ReferenceClock clock = clock(Clocks.pulses(1, 2, 0), true);
    // The wall clock is 3 ms past the second, and 1 ms of it is being slewed away.
    ClockReading.Pulse pulse = ClockReading.Pulse.at(at(7.003), at(7.002));
    List<ReferenceClockAction> actions =
        clock.onReading(at(7.5), pulse, new Seconds.OwnClock(Clocks.synchronised(0.01)));
    assertThat(actions)
        .singleElement()
        .isInstanceOfSatisfying(
            ReferenceClockAction.Measured.class,
            measured -> {
              assertThat(measured.sample().offset()).isCloseTo(-0.002, within(1e-9));
              assertThat(measured.rawOffset()).isCloseTo(-0.003, within(1e-9));
              assertThat(measured.pulse()).isTrue();
            });
  }

  @Test
  void dropsPulsesNumberedByAClockThatLostItsSources() {
    ReferenceClock clock = clock(Clocks.pulses(1, 2, 0), true);
    Seconds good = new Seconds.OwnClock(Clocks.synchronised(0.01));
    Seconds bad = new Seconds.OwnClock(Clocks.unsynchronised());
    for (int i = 1; i < 16; i++) {
      clock.onReading(at(i), ClockReading.Pulse.at(at(i), at(i)), i < 15 ? good : bad);
      clock.onPolled(now(i));
    }
    clock.onPolled(now(16));
    assertThat(estimator.estimate().samples()).isZero();
    assertThat(clock.state().rejections())
        .containsEntry(ReferenceClockRejection.CLOCK_NOT_SYNCHRONISED, 1L);
  }

  @Test
  void takesOnlyTheFractionOfATimeWhereToldTo() {
    ReferenceClock clock = clock(Clocks.pulses(1, 2, 0), true);
    List<ReferenceClockAction> actions =
        clock.onReading(at(3), time(2.5, 6.98, 0), new Seconds.OwnClock(Clocks.synchronised(0.01)));
    assertThat(actions)
        .singleElement()
        .isInstanceOfSatisfying(
            ReferenceClockAction.Measured.class,
            measured -> assertThat(measured.sample().offset()).isCloseTo(-0.02, within(1e-9)));
  }

  @Test
  void tellsLockedPulsesItsLastReadingAndHowMuchTheyScatter() {
    ReferenceClock clock = clock(Clocks.polls(4, 0), true);
    assertThat(clock.lock()).isEqualTo(new Seconds.Nobody());
    for (int i = 0; i < 60; i++) {
      read(clock, i, time(i, i % 2 == 0 ? 0.1 : 0.12, 2));
    }
    assertThat(clock.lock())
        .isInstanceOfSatisfying(
            Seconds.Other.class,
            other -> {
              assertThat(other.last().offset()).isCloseTo(0.12, within(1e-9));
              assertThat(other.scatter()).isCloseTo(0.02 / Math.sqrt(2), within(1e-4));
              assertThat(other.leap()).isEqualTo(LeapIndicator.DELETE);
            });
  }

  @Test
  void movesWhatItKeepsToTheScaleOfAChangedClock() {
    ReferenceClock clock = clock(Clocks.polls(2, 0), true);
    run(clock, 0, 3, 0.5);
    clock.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.STEP, at(2.5), 0, 0.5));
    assertThat(clock.lock())
        .isInstanceOfSatisfying(
            Seconds.Other.class,
            other -> {
              assertThat(other.last().offset()).isCloseTo(0, within(1e-9));
              assertThat(other.last().timeNanos()).isEqualTo(at(2.5));
            });
    run(clock, 3, 1, 0);
    assertThat(estimator.estimate().last().offset()).isCloseTo(0, within(1e-9));

    clock.onClockAdjusted(new ClockAdjustment(ClockAdjustment.Kind.UNKNOWN_STEP, at(4), 0, 10));
    assertThat(clock.lock()).isEqualTo(new Seconds.Nobody());
  }

  @Test
  void dropsSamplesThatScatterTooMuch() {
    ReferenceClock clock = clock(Clocks.maxDispersion(1e-3), true);
    for (int i = 0; i < 4; i++) {
      read(clock, i, time(i, i % 2 * 0.1, 0));
      clock.onPolled(now(i));
    }
    assertThat(estimator.estimate().samples()).isZero();
    assertThat(clock.state().reachability().isReachable()).isTrue();
  }

  @Test
  void forgetsEverythingOnReset() {
    ReferenceClock clock = clock(Clocks.polls(2, 0), true);
    run(clock, 0, 4, 0.5);
    assertThat(clock.reset()).containsExactly(new ReferenceClockAction.Changed());
    assertThat(estimator.estimate().samples()).isZero();
    assertThat(clock.state().reachability().isReachable()).isFalse();
    assertThat(clock.state().leap()).isEqualTo(LeapIndicator.UNSYNCHRONISED);
  }
}
