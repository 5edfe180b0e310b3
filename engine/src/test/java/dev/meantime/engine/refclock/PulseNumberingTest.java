// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import static dev.meantime.engine.refclock.Clocks.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.estimate.Sample;
import dev.meantime.engine.refclock.PulseNumbering.Outcome;
import dev.meantime.wire.LeapIndicator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PulseNumberingTest {

  private static final ReferenceClockOptions ONE_HERTZ = Clocks.pulses(1, 2, 0);

  private static Outcome byOwnClock(ReferenceClockOptions options, double offset, double bound) {
    return PulseNumbering.number(
        options, START, offset, 1e-6, new Seconds.OwnClock(Clocks.synchronised(bound)));
  }

  private static Outcome byOther(
      ReferenceClockOptions options, double offset, double otherOffset, double age) {
    Sample last = new Sample(START - Math.round(age * 1e9), otherOffset, 0, 0, 0, 1e-3);
    return PulseNumbering.number(
        options, START, offset, 1e-6, new Seconds.Other(last, 0.01, LeapIndicator.INSERT));
  }

  private static double offset(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Numbered(double offset, LeapIndicator leap) -> offset;
      case Outcome.Refused(ReferenceClockRejection reason) ->
          throw new AssertionError(reason.label());
    };
  }

  private static Outcome refused(ReferenceClockRejection reason) {
    return new Outcome.Refused(reason);
  }

  @Test
  void takesTheNearestSecondOfAClockThatIsRight() {
    assertThat(offset(byOwnClock(ONE_HERTZ, -0.999, 0.1))).isCloseTo(0.001, within(1e-12));
    assertThat(offset(byOwnClock(ONE_HERTZ, -0.001, 0.1))).isCloseTo(-0.001, within(1e-12));
    assertThat(offset(byOwnClock(Clocks.pulses(10, 2, 0), -0.499, 0.01)))
        .isCloseTo(0.001, within(1e-12));
  }

  @Test
  void refusesOwnClockThatIsNotSynchronised() {
    assertThat(
            PulseNumbering.number(
                ONE_HERTZ, START, 0, 1e-6, new Seconds.OwnClock(Clocks.unsynchronised())))
        .isEqualTo(refused(ReferenceClockRejection.CLOCK_NOT_SYNCHRONISED));
  }

  @Test
  void refusesOwnClockThatMayBeHalfAnIntervalWrong() {
    assertThat(byOwnClock(ONE_HERTZ, 0, 0.5))
        .isEqualTo(refused(ReferenceClockRejection.CLOCK_UNCERTAIN));
    assertThat(byOwnClock(Clocks.pulses(10, 2, 0), 0, 0.05))
        .isEqualTo(refused(ReferenceClockRejection.CLOCK_UNCERTAIN));
    assertThat(byOwnClock(ONE_HERTZ, 0, Double.NaN))
        .isEqualTo(refused(ReferenceClockRejection.CLOCK_UNCERTAIN));
  }

  @Test
  void followsTheOtherClockWhateverSecondItTells() {
    assertThat(offset(byOther(ONE_HERTZ, -0.2, 3.7, 0.5))).isCloseTo(3.8, within(1e-12));
    assertThat(offset(byOther(ONE_HERTZ, -0.2, -86_400.3, 1.9))).isCloseTo(-86_400.2, within(1e-9));
    assertThat(offset(byOther(Clocks.pulses(5, 10, 0), 0.05, 1.0, 1.9)))
        .isCloseTo(1.05, within(1e-12));
  }

  @Test
  void takesOverTheLeapSecondThatTheOtherClockAnnounces() {
    assertThat(byOther(ONE_HERTZ, 0, 0, 0))
        .isEqualTo(new Outcome.Numbered(0, LeapIndicator.INSERT));
  }

  @Test
  void refusesWhereTheOtherClockIsSilent() {
    assertThat(byOther(ONE_HERTZ, 0, 0, 2.0))
        .isEqualTo(refused(ReferenceClockRejection.NO_LOCK_SAMPLE));
    assertThat(PulseNumbering.number(ONE_HERTZ, START, 0, 0, new Seconds.Nobody()))
        .isEqualTo(refused(ReferenceClockRejection.NO_LOCK_SAMPLE));
  }

  @Test
  void refusesWhereTheOtherClockFallsBetweenTwoSeconds() {
    assertThat(byOther(ONE_HERTZ, 0, 0.45, 0))
        .isEqualTo(refused(ReferenceClockRejection.LOCK_UNCERTAIN));
    // 0.385 s apart, and 0.011 s of error: below 0.4 s together.
    assertThat(offset(byOther(ONE_HERTZ, 0, 1.385, 0))).isCloseTo(1, within(1e-12));
  }

  @Test
  void refusesWhatMayBeTheOtherEdge() {
    ReferenceClockOptions narrow = Clocks.pulses(1, 2, 0.1);
    assertThat(byOwnClock(narrow, -0.06, 0.01))
        .isEqualTo(refused(ReferenceClockRejection.WRONG_EDGE));
    assertThat(byOwnClock(narrow, -0.01, 0.06))
        .isEqualTo(refused(ReferenceClockRejection.WRONG_EDGE));
    assertThat(offset(byOwnClock(narrow, -0.04, 0.04))).isCloseTo(-0.04, within(1e-12));
    assertThat(byOther(narrow, 0, 0.06, 0)).isEqualTo(refused(ReferenceClockRejection.WRONG_EDGE));
  }

  @Test
  void alwaysEndsWithinHalfAnIntervalOfTheOtherClock() {
    long seed = 20_261_122;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      int rate = 1 + random.nextInt(10);
      double truth = random.nextDouble(-100, 100);
      double noise = random.nextDouble(-0.3, 0.3) / rate;
      double pulse = truth + random.nextInt(-1000, 1000) / (double) rate;
      Outcome outcome =
          PulseNumbering.number(
              Clocks.pulses(rate, 2, 0),
              START,
              pulse,
              1e-9,
              new Seconds.Other(
                  new Sample(START, truth + noise, 0, 0, 0, 1e-3 / rate), 0, LeapIndicator.NONE));
      assertThat(offset(outcome)).as("seed %d", seed).isCloseTo(truth, within(1e-9));
    }
  }
}
