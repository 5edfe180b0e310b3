// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// How served time is smoothed (reply 13).
///
/// @param active false while it waits for a clock that is good enough
/// @param leapOnly whether it is for leap seconds alone
/// @param offset by how much served time is ahead of true time, seconds
/// @param frequencyPpm by how much it is fast
/// @param wanderPpm by how much that grows in a second
/// @param sinceUpdate seconds since it was last given something to smooth
/// @param remaining seconds until served time is true time
public record SmoothingReport(
    boolean active,
    boolean leapOnly,
    double offset,
    double frequencyPpm,
    double wanderPpm,
    double sinceUpdate,
    double remaining)
    implements ControlReply {}
