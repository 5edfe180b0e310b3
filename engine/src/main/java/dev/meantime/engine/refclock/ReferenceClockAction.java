// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.refclock;

import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.LeapIndicator;

/// What a reference clock wants done, in this order.
public sealed interface ReferenceClockAction {

  /// Look at the device, hand on what it has to {@link ReferenceClock#onReading}, then call {@link
  /// ReferenceClock#onPolled}.
  record PollDevice() implements ReferenceClockAction {}

  /// Call {@link ReferenceClock#onTimer} at this monotonic time.
  record WakeAt(long monotonicNanos) implements ReferenceClockAction {}

  /// The estimator took a new sample: select among the sources again, with this one as the updated
  /// one.
  record Updated() implements ReferenceClockAction {}

  /// The source became unreachable: select again without an updated source.
  record Changed() implements ReferenceClockAction {}

  /// A reading was accepted; for refclocks.log.
  ///
  /// @param number of looks at the device since the last filtered sample, or of readings where they
  ///   come by themselves
  /// @param pulse whether only the fraction of the second was taken from it
  /// @param rawOffset reference clock minus wall clock, seconds
  /// @param sample what became of it
  record Measured(int number, boolean pulse, LeapIndicator leap, double rawOffset, Sample sample)
      implements ReferenceClockAction {}

  /// The filter made a sample of the readings since the last one; for refclocks.log.
  record Filtered(LeapIndicator leap, Sample sample) implements ReferenceClockAction {}
}
