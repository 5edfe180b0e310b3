// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

/// By how much served time is ahead of even time, as a function of it. Immutable; asked for every
/// packet.
sealed interface Shift permits Shift.Names, SmoothingCourse, SmearCourse {

  /// Seconds at that even time.
  double secondsAt(long evenNanos);

  /// No smoothing and no smear: served time is called as cooked time is.
  record Names(double seconds) implements Shift {

    @Override
    public double secondsAt(long evenNanos) {
      return seconds;
    }
  }
}
