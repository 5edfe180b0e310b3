// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// A leap second in true UTC, which model servers announce the day before.
///
/// @param midnightNanos the end of the day that has it, nanoseconds since the Unix epoch as POSIX
///   counts
/// @param inserted whether a second is inserted, or else deleted
public record Leap(long midnightNanos, boolean inserted) {}
