// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.discipline.NearLeap;
import dev.meantime.engine.serve.LeapSmear.Position;
import dev.meantime.engine.serve.LeapSmear.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeapSmearTest {

  private static final long SECOND = 1_000_000_000L;

  /// 2027-07-01T00:00:00Z.
  private static final long MIDNIGHT = 1_814_400_000L * SECOND;

  private static final NearLeap INSERT = new NearLeap(MIDNIGHT, 1, false);
  private static final NearLeap DELETE = new NearLeap(MIDNIGHT, -1, false);

  private static SmearCourse course(Shape shape, int window, Position position, NearLeap leap) {
    return new LeapSmear(shape, window, position).course(leap, 0);
  }

  private static long at(double seconds) {
    return MIDNIGHT + Math.round(seconds * 1e9);
  }

  /// Noon to noon UTC, 86401 s long, each smeared second 1 + 1/86400 s: the smear of the public
  /// servers. The middle of the inserted second is the middle of the smear.
  @Test
  void usualSmearGoesFromNoonToNoon() {
    SmearCourse course = LeapSmear.USUAL.course(INSERT, 0);

    assertThat(course.startNanos()).isEqualTo(at(-43_200));
    assertThat(course.endNanos()).isEqualTo(at(43_201));
    assertThat(course.secondsAt(at(-43_200))).isZero();
    assertThat(course.secondsAt(at(0.5))).isCloseTo(-0.5, within(1e-15));
    assertThat(course.secondsAt(at(43_201))).isEqualTo(-1);
    assertThat(course.secondsAt(at(-43_200 + 86_401 / 4.0))).isCloseTo(-0.25, within(1e-15));
    // 86401 s of true time are 86400 s of served time.
    double served = 86_401 + course.secondsAt(at(43_201)) - course.secondsAt(at(-43_200));
    assertThat(served).isEqualTo(86_400);
  }

  @Test
  void leapSecondThatIsLeftOutIsSmearedTheOtherWay() {
    SmearCourse course = LeapSmear.USUAL.course(DELETE, 0);

    assertThat(course.startNanos()).isEqualTo(at(-43_200));
    // By even time the day ends a second before what would have been midnight.
    assertThat(course.endNanos()).isEqualTo(at(43_199));
    assertThat(course.secondsAt(at(-0.5))).isCloseTo(0.5, within(1e-15));
    assertThat(course.secondsAt(at(43_199))).isEqualTo(1);
  }

  /// −(1 − cos πx)/2, as ntpd tells its offset.
  @ParameterizedTest
  @CsvSource({
    "0,      0",
    "0.125, -0.038060233744356624",
    "0.25,  -0.14644660940672624",
    "0.5,   -0.5",
    "0.75,  -0.8535533905932737",
    "1,     -1"
  })
  void cosineGoesGently(double share, double offset) {
    SmearCourse course = course(Shape.COSINE, 86_400, Position.BEFORE, INSERT);
    assertThat(course.secondsAt(at(-86_400 * (1 - share)))).isCloseTo(offset, within(1e-13));
  }

  @Test
  void cosineHasNoSlopeAtItsEnds() {
    SmearCourse course = course(Shape.COSINE, 86_400, Position.BEFORE, INSERT);
    double slope = 1 / 86_400.0;
    assertThat(course.secondsAt(at(-86_400 + 1))).isCloseTo(0, within(1e-4 * slope));
    assertThat(course.secondsAt(at(-1))).isCloseTo(-1, within(1e-4 * slope));
    double middle = course.secondsAt(at(-43_199.5)) - course.secondsAt(at(-43_200.5));
    assertThat(middle).isCloseTo(-Math.PI / 2 * slope, within(1e-12));
  }

  @Test
  void windowBeforeEndsWhereTheSecondIsInsertedOrLeftOut() {
    SmearCourse inserted = course(Shape.LINEAR, 7200, Position.BEFORE, INSERT);
    assertThat(inserted.startNanos()).isEqualTo(at(-7200));
    assertThat(inserted.endNanos()).isEqualTo(at(0));
    assertThat(inserted.secondsAt(at(-1800))).isCloseTo(-0.75, within(1e-15));
    SmearCourse deleted = course(Shape.LINEAR, 7200, Position.BEFORE, DELETE);
    assertThat(deleted.startNanos()).isEqualTo(at(-7201));
    assertThat(deleted.endNanos()).isEqualTo(at(-1));
    assertThat(deleted.secondsAt(at(-1801))).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void windowAfterBeginsThere() {
    SmearCourse inserted = course(Shape.LINEAR, 7200, Position.AFTER, INSERT);
    assertThat(inserted.secondsAt(at(0))).isZero();
    assertThat(inserted.secondsAt(at(1800))).isCloseTo(-0.25, within(1e-15));
    assertThat(inserted.secondsAt(at(7200))).isEqualTo(-1);
    SmearCourse deleted = course(Shape.LINEAR, 7200, Position.AFTER, DELETE);
    assertThat(deleted.secondsAt(at(-1))).isZero();
    assertThat(deleted.secondsAt(at(1799))).isCloseTo(0.25, within(1e-15));
    assertThat(deleted.secondsAt(at(7199))).isEqualTo(1);
  }

  @Test
  void courseIsTheSameByTheNamesAfterTheLeapSecond() {
    for (Position position : Position.values()) {
      for (int seconds : new int[] {1, -1}) {
        LeapSmear smear = new LeapSmear(Shape.COSINE, 40_000, position);
        SmearCourse before = smear.course(new NearLeap(MIDNIGHT, seconds, false), 0);
        SmearCourse after = smear.course(new NearLeap(MIDNIGHT, seconds, true), -seconds * SECOND);
        assertThat(after).isEqualTo(before);
      }
    }
  }

  @Test
  void daemonThatBeginsAfterTheLeapSecondJoinsTheRestOfTheSmear() {
    SmearCourse course = LeapSmear.USUAL.course(new NearLeap(MIDNIGHT, 1, true), 0);
    // 6 h into the new day UTC: a quarter of the second is still ahead.
    assertThat(course.secondsAt(at(21_600)))
        .isCloseTo(1 - (43_200 + 1 + 21_600) / 86_401.0, within(1e-12));
    assertThat(course.secondsAt(at(43_200))).isEqualTo(0);
  }

  @Test
  void servedTimeNeverRunsBackAndStaysWithinHalfAMillisecondASecond() {
    for (Shape shape : Shape.values()) {
      for (Position position : Position.values()) {
        for (NearLeap leap : new NearLeap[] {INSERT, DELETE}) {
          SmearCourse course = course(shape, LeapSmear.MIN_WINDOW, position, leap);
          // By even time the window is a second shorter where one is left out.
          double limit = (shape == Shape.LINEAR ? 1 : Math.PI / 2) / (LeapSmear.MIN_WINDOW - 1);
          double last = course.secondsAt(at(-2100));
          for (double t = -2100; t < 2100; t += 0.37) {
            double now = course.secondsAt(at(t));
            assertThat(Math.abs(now - last)).isLessThanOrEqualTo(limit * 0.37 + 1e-12);
            last = now;
          }
          assertThat(last).isEqualTo(-leap.seconds());
        }
      }
    }
  }

  @Test
  void windowIsLimited() {
    assertThatThrownBy(() -> new LeapSmear(Shape.LINEAR, 1999, Position.CENTRE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LeapSmear(Shape.LINEAR, 172_801, Position.CENTRE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
