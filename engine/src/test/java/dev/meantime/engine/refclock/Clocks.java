// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import dev.meantime.engine.ClockState;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;
import java.util.Optional;

/// Clocks and options for the tests of this package.
final class Clocks {

  /// 2026-06-01T00:00:00Z.
  static final long START = 1_780_272_000_000_000_000L;

  private Clocks() {}

  static ClockState synchronised(double errorBound) {
    return state(LeapIndicator.NONE, errorBound);
  }

  static ClockState unsynchronised() {
    return state(LeapIndicator.UNSYNCHRONISED, 1);
  }

  private static ClockState state(LeapIndicator leap, double errorBound) {
    return new ClockState(
        leap,
        1,
        ReferenceId.NONE,
        Optional.empty(),
        START,
        START,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        errorBound,
        0,
        1,
        0);
  }

  /// Pulses, at a rate, with an age that the numbering sample may have and a width.
  static ReferenceClockOptions pulses(int rate, int maxLockAge, double width) {
    return new ReferenceClockOptions(
        4, 0, true, rate, maxLockAge, width, 0, 1e-9, 0, 0, 0, 64, false);
  }

  static ReferenceClockOptions polls(int poll, int driverPoll) {
    return new ReferenceClockOptions(poll, driverPoll, false, 1, 2, 0, 0, 1e-9, 0, 0, 0, 64, false);
  }

  static ReferenceClockOptions corrected(double offset, double delay, boolean tai) {
    return new ReferenceClockOptions(2, 0, false, 1, 2, 0, offset, delay, 0, 0, 0, 64, tai);
  }

  static ReferenceClockOptions maxDispersion(double seconds) {
    return new ReferenceClockOptions(2, 0, false, 1, 2, 0, 0, 1e-9, 0, 0, seconds, 64, false);
  }
}
