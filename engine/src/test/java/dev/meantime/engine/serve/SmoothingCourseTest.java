// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SmoothingCourseTest {

  private static final long T0 = 1_800_000_000_000_000_000L;
  private static final double MAX_RATE = 400e-6;
  private static final double MAX_WANDER = 0.01e-6;

  private static long at(double seconds) {
    return T0 + Math.round(seconds * 1e9);
  }

  private static SmoothingCourse course(double offset, double rate) {
    return SmoothingCourse.of(T0, 0, offset, rate, MAX_RATE, MAX_WANDER);
  }

  /// Half of 1 s is made good while the rate grows for 10000 s to 100 ppm, half while it falls.
  @Test
  void wholeSecondTakesTwoStagesOfTenThousandSeconds() {
    SmoothingCourse course = course(1, 0);

    assertThat(course.remainingAt(T0)).isCloseTo(20_000, within(1e-6));
    assertThat(course.wanderAt(at(1))).isEqualTo(-MAX_WANDER);
    assertThat(course.offsetAt(at(5000))).isCloseTo(0.875, within(1e-12));
    assertThat(course.rateAt(at(10_000))).isCloseTo(-100e-6, within(1e-15));
    assertThat(course.offsetAt(at(10_000))).isCloseTo(0.5, within(1e-12));
    assertThat(course.offsetAt(at(15_000))).isCloseTo(0.125, within(1e-12));
    assertThat(course.wanderAt(at(15_000))).isEqualTo(MAX_WANDER);
    assertThat(course.offsetAt(at(20_000))).isCloseTo(0, within(1e-12));
    assertThat(course.offsetAt(at(30_000))).isZero();
    assertThat(course.rateAt(at(30_000))).isZero();
    assertThat(course.wanderAt(at(30_000))).isZero();
    assertThat(course.remainingAt(at(30_000))).isZero();
  }

  /// 40 s: 40000 s to the limit of 400 ppm, in which 8 s are made good, then 60000 s for 24 s.
  @Test
  void largeOffsetStaysAtTheLimitOfTheRate() {
    SmoothingCourse course = course(-40, 0);

    assertThat(course.rateAt(at(40_000))).isCloseTo(MAX_RATE, within(1e-15));
    assertThat(course.offsetAt(at(40_000))).isCloseTo(-32, within(1e-9));
    assertThat(course.wanderAt(at(70_000))).isZero();
    assertThat(course.offsetAt(at(100_000))).isCloseTo(-8, within(1e-9));
    assertThat(course.remainingAt(T0)).isCloseTo(140_000, within(1e-6));
    assertThat(course.offsetAt(at(140_000))).isCloseTo(0, within(1e-9));
  }

  /// At 100 ppm towards zero and 0.5 s before it, braking is all there is to do.
  @Test
  void brakesAtOnceWhenThatIsJustEnough() {
    SmoothingCourse course = course(0.5, -100e-6);
    assertThat(course.remainingAt(T0)).isCloseTo(10_000, within(1e-3));
    assertThat(course.wanderAt(at(1))).isEqualTo(MAX_WANDER);
  }

  @Test
  void turnsRoundWhenItGoesTheWrongWay() {
    SmoothingCourse course = course(0, 100e-6);
    // 10000 s until it stands, 0.5 s ahead; then the way back.
    assertThat(course.offsetAt(at(10_000))).isCloseTo(0.5, within(1e-12));
    assertThat(course.rateAt(at(10_000))).isCloseTo(0, within(1e-15));
    assertThat(course.remainingAt(T0)).isCloseTo(10_000 + 2 * Math.sqrt(0.5e8), within(1e-5));
  }

  @Test
  void rateBeyondTheLimitIsBroughtBackFirst() {
    SmoothingCourse course = course(40, -600e-6);
    assertThat(course.rateAt(at(20_000))).isCloseTo(-MAX_RATE, within(1e-15));
    assertThat(course.offsetAt(at(20_000))).isCloseTo(30, within(1e-9));
    // 22 s at 400 ppm, then 40000 s for the last 8 s.
    assertThat(course.remainingAt(T0)).isCloseTo(20_000 + 55_000 + 40_000, within(1e-5));
  }

  @Test
  void nothingToDoIsNoWay() {
    SmoothingCourse course = course(0, 0);
    assertThat(course.remainingAt(T0)).isZero();
    assertThat(course.offsetAt(at(-5))).isZero();
    assertThat(course.offsetAt(at(5))).isZero();
  }

  @Test
  void anyCourseIsContinuousWithinItsLimitsAndEndsAtZero() {
    long seed = 20_270_701;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double maxRate = Math.pow(10, -6 + 4 * random.nextDouble());
      double maxWander = Math.pow(10, -10 + 4 * random.nextDouble());
      double offset = random.nextGaussian() * Math.pow(10, -6 + 7 * random.nextDouble());
      double rate = random.nextGaussian() * maxRate * (random.nextBoolean() ? 0.5 : 3);
      SmoothingCourse course = SmoothingCourse.of(T0, -1, offset, rate, maxRate, maxWander);
      check(course, maxRate, maxWander, "seed " + seed + ", case " + i + ": " + course);
    }
  }

  private static void check(SmoothingCourse course, double maxRate, double maxWander, String what) {
    double length = course.remainingAt(T0);
    assertThat(length).as(what).isFinite().isNotNegative();
    assertThat(course.offsetAt(T0)).as(what).isEqualTo(course.offset());
    assertThat(course.rateAt(T0)).as(what).isEqualTo(course.rate());
    double limit = Math.max(maxRate, Math.abs(course.rate()));
    int steps = 200;
    double step = Math.max(1e-3, length / steps);
    double lastOffset = course.offset();
    double lastRate = course.rate();
    double largest = Math.abs(lastOffset);
    for (int k = 1; k <= steps + 1; k++) {
      double offset = course.offsetAt(at(k * step));
      double rate = course.rateAt(at(k * step));
      assertThat(Math.abs(course.wanderAt(at(k * step)))).as(what).isIn(0.0, maxWander);
      assertThat(Math.abs(rate)).as(what).isLessThanOrEqualTo(limit * (1 + 1e-9));
      assertThat(Math.abs(rate - lastRate))
          .as(what)
          .isLessThanOrEqualTo(maxWander * (step + 2e-9) + 1e-9 * limit);
      largest = Math.max(largest, Math.abs(offset));
      assertThat(offset - lastOffset)
          .as(what)
          .isCloseTo(
              (rate + lastRate) / 2 * step,
              within(maxWander * step * step + 1e-9 * (limit + largest)));
      lastOffset = offset;
      lastRate = rate;
    }
    // Just before its end it is where it ends.
    double before = Math.min(1e-3, length / 2);
    assertThat(course.offsetAt(at(length - before)))
        .as(what)
        .isCloseTo(0, within(1e-9 * (limit + largest) + maxWander * before * before));
    assertThat(course.offsetAt(at(length + 1))).as(what).isZero();
    assertThat(course.secondsAt(at(length + 1))).as(what).isEqualTo(-1);
  }
}
