// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.KernelClockStatus;

/// Something that a daemon did to a simulated clock.
public sealed interface ClockWrite {

  /// When, true nanoseconds since the Unix epoch.
  long trueNanos();

  /// Frequency and tick.
  ///
  /// @param frequency what the kernel made of it, s/s
  record Frequency(long trueNanos, double frequency) implements ClockWrite {}

  /// A jump.
  ///
  /// @param seconds forward when positive
  record Step(long trueNanos, double seconds) implements ClockWrite {}

  /// How right the clock is said to be.
  record Status(long trueNanos, KernelClockStatus status) implements ClockWrite {}
}
