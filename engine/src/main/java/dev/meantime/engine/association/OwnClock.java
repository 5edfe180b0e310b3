// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.respond.MonotonicScale;
import dev.meantime.engine.respond.ServedClock;

/// How our own clock stands at an event.
///
/// @param state for the loop test
/// @param served what others are told of it, which a symmetric packet tells too
/// @param monotonic the clock that our corrections of phase do not move
/// @param cookedNanos the cooked time at the event's reading of the wall clock
public record OwnClock(
    ClockState state, ServedClock served, MonotonicScale monotonic, long cookedNanos) {}
