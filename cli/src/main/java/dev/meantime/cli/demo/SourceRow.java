// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import dev.meantime.engine.select.SourceStatus;

/// One source as the daemon sees it.
///
/// @param name what the configuration calls it
/// @param status its part in the last selection
/// @param reason why, in one sentence with the numbers that decided
/// @param samples how many its estimate rests on; without any, `offset` and `error` mean nothing
/// @param offset of the last sample, as adjusted since; seconds, positive when the local clock is
///   behind
/// @param error bound of that sample's error, seconds
/// @param poll log2 s
/// @param reach the last eight polls, the newest in the lowest bit
/// @param sent requests so far
/// @param good usable answers so far
record SourceRow(
    String name,
    SourceStatus status,
    String reason,
    int samples,
    double offset,
    double error,
    int poll,
    int reach,
    long sent,
    long good) {}
