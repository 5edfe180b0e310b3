// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// What the kernel holds about its clock.
///
/// @param frequency s/s by which the clock is made faster than the hardware, from frequency and
///   tick together
/// @param status how right the kernel believes the clock to be
/// @param tai TAI − UTC in seconds, 0 when never set
public record KernelClockState(double frequency, KernelClockStatus status, int tai) {}
