// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine;

/// One reading of both clocks.
///
/// @param wallNanos the wall clock as the kernel shows it, nanoseconds since the Unix epoch
/// @param monotonicNanos the monotonic clock, nanoseconds since an arbitrary origin
public record Now(long wallNanos, long monotonicNanos) {}
