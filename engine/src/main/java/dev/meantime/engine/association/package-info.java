// SPDX-License-Identifier: Apache-2.0

/// What happens between us and one source: when to ask, what to send, and whether an answer counts.
/// Each association is a state machine that is handed events and the time and returns what to do.
///
/// References: RFC 5905 §3, §8, §9, §13; RFC 9109 (ports); RFC 9769 (interleaved); the tests named
/// 1, 2, 3, 5, 6, 7 and A to D are those that chrony's `ntpdata` and measurements.log show.
@NullMarked
package dev.meantime.engine.association;

import org.jspecify.annotations.NullMarked;
