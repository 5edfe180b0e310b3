// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.LeapIndicator;

/// Who tells which second a pulse marks.
public sealed interface Seconds {

  /// Our own clock, once it is right to within half of the pulses' interval.
  record OwnClock(ClockState state) implements Seconds {}

  /// Another reference clock.
  ///
  /// @param last its newest sample before the filter
  /// @param scatter how much these samples scatter, seconds
  /// @param leap what it announces
  record Other(Sample last, double scatter, LeapIndicator leap) implements Seconds {}

  /// Another reference clock, which has said nothing yet or does not exist.
  record Nobody() implements Seconds {}
}
