// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntersectionTest {

  private static Intersection untrusted(Interval... intervals) {
    return Intersection.of(List.of(intervals), Collections.nCopies(intervals.length, false));
  }

  @Test
  void oneIntervalMeetsItself() {
    Intersection meeting = untrusted(new Interval(-1, 2));

    assertThat(meeting.agreeing()).isEqualTo(1);
    assertThat(meeting.common()).isEqualTo(new Interval(-1, 2));
    assertThat(meeting.trustedAgreeing()).isZero();
  }

  @Test
  void findsWhereMostMeet() {
    Intersection meeting =
        untrusted(new Interval(8, 12), new Interval(11, 13), new Interval(10, 12));

    assertThat(meeting.agreeing()).isEqualTo(3);
    assertThat(meeting.common()).isEqualTo(new Interval(11, 12));
  }

  @Test
  void reachIsWhereSoManyCanBeRight() {
    List<Interval> intervals =
        List.of(new Interval(0, 10), new Interval(1, 9), new Interval(2, 12), new Interval(5, 6));

    assertThat(Intersection.reach(intervals, 4)).isEqualTo(new Interval(5, 6));
    assertThat(Intersection.reach(intervals, 3)).isEqualTo(new Interval(2, 9));
    assertThat(Intersection.reach(intervals, 1)).isEqualTo(new Interval(0, 12));
  }

  @Test
  void reachIsWhatTryingEveryEndFinds() {
    for (long seed = 1; seed <= 2000; seed++) {
      Random random = new Random(seed);
      List<Interval> intervals = new ArrayList<>();
      List<Boolean> trusted = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        double low = random.nextInt(10);
        intervals.add(new Interval(low, low + random.nextInt(5)));
        trusted.add(false);
      }
      int count = 1 + random.nextInt(Intersection.of(intervals, trusted).agreeing());
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double point = 0; point <= 15; point++) {
        if (depth(intervals, trusted, point, false) >= count) {
          low = Math.min(low, point);
          high = Math.max(high, point);
        }
      }
      assertThat(Intersection.reach(intervals, count))
          .as("seed %d: %d of %s", seed, count, intervals)
          .isEqualTo(new Interval(low, high));
    }
  }

  @Test
  void intervalsThatTouchMeetInAPoint() {
    Intersection meeting = untrusted(new Interval(-1, -0.0), new Interval(0.0, 1));

    assertThat(meeting.agreeing()).isEqualTo(2);
    assertThat(meeting.common()).isEqualTo(new Interval(0, 0));
  }

  @Test
  void spansSeparateMeetingsOfEqualSize() {
    Intersection meeting = untrusted(new Interval(0, 2), new Interval(1, 10), new Interval(9, 12));

    assertThat(meeting.agreeing()).isEqualTo(2);
    assertThat(meeting.common()).isEqualTo(new Interval(1, 10));
  }

  @Test
  void oneTrustedIntervalWinsOverManyOthers() {
    Intersection meeting =
        Intersection.of(
            List.of(new Interval(0, 1), new Interval(0, 1), new Interval(5, 9), new Interval(6, 7)),
            List.of(false, false, true, false));

    assertThat(meeting.trustedAgreeing()).isEqualTo(1);
    assertThat(meeting.agreeing()).isEqualTo(2);
    assertThat(meeting.common()).isEqualTo(new Interval(6, 7));
    assertThat(meeting.trustedCommon()).isEqualTo(new Interval(5, 9));
  }

  @Test
  void agreesWithCountingAtEveryEndpoint() {
    for (long seed = 1; seed <= 5000; seed++) {
      Random random = new Random(seed);
      int count = 1 + random.nextInt(9);
      boolean trustSome = random.nextBoolean();
      // A coarse grid, so that endpoints often coincide.
      int grid = 3 + random.nextInt(20);
      List<Interval> intervals = new ArrayList<>();
      List<Boolean> trusted = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int a = random.nextInt(grid) - grid / 2;
        int b = random.nextInt(grid) - grid / 2;
        intervals.add(new Interval(Math.min(a, b), Math.max(a, b)));
        trusted.add(trustSome && random.nextInt(3) == 0);
      }
      assertThat(Intersection.of(intervals, trusted))
          .as("seed %d: %s trusted %s", seed, intervals, trusted)
          .isEqualTo(bruteForce(intervals, trusted));
    }
  }

  /// The winning region begins at some low end and ends at some high end, so counting at every
  /// endpoint finds both.
  private static Intersection bruteForce(List<Interval> intervals, List<Boolean> trusted) {
    List<Double> points = new ArrayList<>();
    for (Interval interval : intervals) {
      points.add(interval.low());
      points.add(interval.high());
    }
    int bestDepth = 0;
    int bestTrust = 0;
    for (double point : points) {
      int depth = depth(intervals, trusted, point, false);
      int trust = depth(intervals, trusted, point, true);
      if (trust > bestTrust || (trust == bestTrust && depth > bestDepth)) {
        bestTrust = trust;
        bestDepth = depth;
      }
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double trustedLow = Double.POSITIVE_INFINITY;
    double trustedHigh = Double.NEGATIVE_INFINITY;
    for (double point : points) {
      if (depth(intervals, trusted, point, true) != bestTrust) {
        continue;
      }
      trustedLow = Math.min(trustedLow, point);
      trustedHigh = Math.max(trustedHigh, point);
      if (depth(intervals, trusted, point, false) == bestDepth) {
        low = Math.min(low, point);
        high = Math.max(high, point);
      }
    }
    return new Intersection(
        bestDepth,
        bestTrust,
        new Interval(low, high),
        bestTrust == 0
            ? Intersection.of(intervals, trusted).trustedCommon()
            : new Interval(trustedLow, trustedHigh));
  }

  private static int depth(
      List<Interval> intervals, List<Boolean> trusted, double point, boolean onlyTrusted) {
    int depth = 0;
    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      if (interval.low() <= point && point <= interval.high() && (!onlyTrusted || trusted.get(i))) {
        depth++;
      }
    }
    return depth;
  }
}
