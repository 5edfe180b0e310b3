// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

/// How smoothing stands, for a report.
///
/// @param active false while it waits for a clock that is good enough, or to be activated
/// @param leapOnly whether it is for leap seconds alone
/// @param offset by how much served time is ahead of true time, seconds
/// @param rate by how much served time is fast, s/s
/// @param wander by how much that grows, 1/s
/// @param sinceUpdate seconds since it was last given something to smooth; 0 while not active
/// @param remaining seconds until served time is true time
public record SmoothingState(
    boolean active,
    boolean leapOnly,
    double offset,
    double rate,
    double wander,
    double sinceUpdate,
    double remaining) {}
