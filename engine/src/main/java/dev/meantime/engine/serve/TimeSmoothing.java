// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import dev.meantime.engine.ClockAdjustment;

/// Keeps served time continuous in offset and rate while the clock is corrected: what the clock is
/// put forward by, served time is behind by from then on, and makes good slowly. Confined to the
/// loop.
///
/// At first it does nothing, so that the large corrections of a start are not smoothed for days.
final class TimeSmoothing {

  /// So many seconds of wander would explain what is not known of the frequency.
  private static final double UNLOCK_RATIO = 10_000;

  private final SmoothingOptions options;
  private final boolean smoothsLeaps;
  private SmoothingCourse course;
  private boolean active;
  private long updateNanos;
  private long renamedNanos;

  /// @param smoothsLeaps whether leap seconds are slewed, and so smoothed
  TimeSmoothing(SmoothingOptions options, boolean smoothsLeaps, long evenNanos, long renamedNanos) {
    this.options = options;
    this.smoothsLeaps = smoothsLeaps;
    this.active = options.leapOnly();
    this.renamedNanos = renamedNanos;
    this.updateNanos = evenNanos;
    this.course = SmoothingCourse.none(evenNanos, renamedNanos * 1e-9);
  }

  SmoothingCourse course() {
    return course;
  }

  /// The clock was slewed.
  ///
  /// @param evenNanos even time just before that
  /// @param skew bound of the clock's frequency error, s/s
  /// @return whether smoothing begins with this
  boolean onSlewed(ClockAdjustment adjustment, long evenNanos, double skew) {
    boolean begins = !active && skew < UNLOCK_RATIO * options.maxWander();
    if (!active || options.leapOnly()) {
      move(adjustment);
      active |= begins;
      return begins;
    }
    double change = adjustment.frequencyChange();
    double offset = course.offsetAt(evenNanos) - adjustment.offsetChange();
    double rate = (course.rateAt(evenNanos) - change) / (1 + change);
    follow(evenNanos + Math.round(adjustment.offsetChange() * 1e9), offset, rate);
    return false;
  }

  /// Where leap seconds have got the names of cooked time to.
  void onNames(long evenNanos, long nanos) {
    if (nanos == renamedNanos) {
      return;
    }
    double renamed = (nanos - renamedNanos) * 1e-9;
    renamedNanos = nanos;
    if (smoothsLeaps && active) {
      follow(evenNanos, course.offsetAt(evenNanos) - renamed, course.rateAt(evenNanos));
    } else {
      course = course.towards(nanos * 1e-9);
    }
  }

  /// The clock was stepped, or it is wanted: served time is true time from now on.
  ///
  /// @return whether it was not before
  boolean reset(long evenNanos) {
    boolean differed = course.remainingAt(evenNanos) > 0;
    course = SmoothingCourse.none(evenNanos, renamedNanos * 1e-9);
    updateNanos = evenNanos;
    return differed;
  }

  /// Begins to smooth.
  ///
  /// @return whether it was not active before
  boolean activate(long evenNanos) {
    if (active) {
      return false;
    }
    active = true;
    updateNanos = evenNanos;
    return true;
  }

  SmoothingState state(long evenNanos) {
    return new SmoothingState(
        active,
        options.leapOnly(),
        course.offsetAt(evenNanos),
        course.rateAt(evenNanos),
        course.wanderAt(evenNanos),
        active ? (evenNanos - updateNanos) * 1e-9 : 0,
        course.remainingAt(evenNanos));
  }

  private void follow(long evenNanos, double offset, double rate) {
    updateNanos = evenNanos;
    course =
        SmoothingCourse.of(
            evenNanos, renamedNanos * 1e-9, offset, rate, options.maxRate(), options.maxWander());
  }

  private void move(ClockAdjustment adjustment) {
    long nanos = Math.round(adjustment.offsetChange() * 1e9);
    updateNanos += nanos;
    course = course.movedBy(nanos);
  }
}
