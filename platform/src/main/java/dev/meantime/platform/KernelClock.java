// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// The kernel's means to steer the system clock, shaped after Linux's `clock_adjtime`.
public interface KernelClock {

  /// Whether this process may steer the clock.
  Control control();

  /// What the kernel holds now.
  ///
  /// @throws ClockException when the system refuses
  KernelClockState read() throws ClockException;

  /// Makes the clock run faster by this fraction than the hardware alone would (slower when
  /// negative), at once and until the next call.
  ///
  /// @param frequency s/s; clamped to ±{@link #maximumFrequency}
  /// @return the value really set, which the kernel's resolution may have rounded
  /// @throws ClockException when the system refuses
  double setFrequency(double frequency) throws ClockException;

  /// The largest magnitude that {@link #setFrequency} takes, s/s.
  double maximumFrequency();

  /// Tells the kernel, and so everyone who asks it, how right the clock is.
  ///
  /// @throws ClockException when the system refuses
  void setStatus(KernelClockStatus status) throws ClockException;

  /// The permission to steer.
  sealed interface Control {
    /// It may.
    record Granted() implements Control {}

    /// It may not.
    ///
    /// @param reason one clause for a log line, such as `no CAP_SYS_TIME`
    record Denied(String reason) implements Control {}
  }
}
