// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

/// All that a responder knows of the rest of the daemon: an immutable snapshot that the loop
/// publishes and each responder takes up with its next batch.
///
/// @param clock what is told of the clock
/// @param access who is answered
/// @param peers whose symmetric packets are the loop's business
/// @param servers whose answers are, because they are asked from the server's port
/// @param broadcasts whether broadcasts are, whoever sends them
/// @param answersControl whether ntpq's requests are the loop's business
/// @param signs whether those of Windows domain members are, who want a signature (MS-SNTP)
/// @param monotonic the clock that our corrections of phase do not move
/// @param steps how often the clock was stepped: what is remembered of its readings ends with one
public record ServerView(
    ServedClock clock,
    AccessTable access,
    AddressSet peers,
    AddressSet servers,
    boolean broadcasts,
    boolean answersControl,
    boolean signs,
    MonotonicScale monotonic,
    int steps) {}
