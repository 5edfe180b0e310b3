// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import dev.meantime.engine.discipline.NearLeap;
import java.util.Optional;

/// Which leap second is smeared, and how. Confined to the loop.
///
/// Whoever begins to serve within a window does so where every other server with the same window
/// is. Whoever has served already goes on from where he was: a leap second that is announced late
/// gets what is left of its window, and one that is taken back is undone as slowly.
final class SmearPlan {

  private static final long SHORTEST = LeapSmear.MIN_WINDOW * 1_000_000_000L;

  private final LeapSmear smear;

  /// What the leap second that {@link #course} is about would have got in good time.
  private SmearCourse planned = SmearCourse.none(0);

  private SmearCourse course = planned;
  private boolean serving;

  SmearPlan(LeapSmear smear) {
    this.smear = smear;
  }

  SmearCourse course() {
    return course;
  }

  LeapSmear smear() {
    return smear;
  }

  /// Looks at what is known of leap seconds.
  ///
  /// @param evenNanos now
  /// @param renamedNanos by how much cooked time is called more than even time
  /// @param near the leap second that comes or has passed lately
  /// @param serves whether anybody believes us
  void update(long evenNanos, long renamedNanos, Optional<NearLeap> near, boolean serves) {
    double names = renamedNanos * 1e-9;
    if (!serves) {
      serving = false;
      adopt(SmearCourse.none(names));
      return;
    }
    SmearCourse wanted =
        near.map(leap -> smear.course(leap, renamedNanos)).orElseGet(() -> SmearCourse.none(names));
    if (!serving) {
      serving = true;
      adopt(wanted);
    } else if (near.isPresent()) {
      take(wanted, evenNanos);
    } else if (course.to() != names) {
      withdraw(names, evenNanos);
    }
  }

  private void take(SmearCourse wanted, long evenNanos) {
    if (wanted.equals(planned)) {
      return;
    }
    double now = course.secondsAt(evenNanos);
    if (now == wanted.secondsAt(evenNanos)) {
      adopt(wanted);
    } else {
      planned = wanted;
      course = towards(wanted.to(), wanted.endNanos(), now, evenNanos);
    }
  }

  private void withdraw(double names, long evenNanos) {
    double now = course.secondsAt(evenNanos);
    if (now == names) {
      adopt(SmearCourse.none(names));
    } else {
      long elapsed = evenNanos - course.startNanos();
      adopt(towards(names, evenNanos + elapsed, now, evenNanos));
    }
  }

  private SmearCourse towards(double to, long endNanos, double from, long startNanos) {
    return new SmearCourse(
        smear.shape(), startNanos, Math.max(endNanos, startNanos + SHORTEST), from, to);
  }

  private void adopt(SmearCourse next) {
    planned = next;
    course = next;
  }
}
