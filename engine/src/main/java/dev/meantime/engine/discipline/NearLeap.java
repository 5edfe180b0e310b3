// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.discipline;

/// A leap second that comes, or that passed lately.
///
/// @param midnightNanos the midnight UTC at its end, as cooked time calls it
/// @param seconds by how many the day is longer: 1 or −1
/// @param passed whether cooked time has been called by the new names already
public record NearLeap(long midnightNanos, int seconds, boolean passed) {}
