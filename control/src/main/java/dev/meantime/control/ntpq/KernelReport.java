// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

/// What the kernel holds about its clock.
///
/// @param frequency s/s by which the clock is made faster than the hardware
/// @param maximumFrequency the largest that it takes, s/s
/// @param synchronised whether STA_UNSYNC is clear
/// @param insertsLeapSecond at the end of the UTC day
/// @param deletesLeapSecond at the end of the UTC day
/// @param maximumError seconds
/// @param estimatedError seconds
/// @param tai TAI − UTC in seconds, 0 when never set
public record KernelReport(
    double frequency,
    double maximumFrequency,
    boolean synchronised,
    boolean insertsLeapSecond,
    boolean deletesLeapSecond,
    double maximumError,
    double estimatedError,
    int tai) {}
