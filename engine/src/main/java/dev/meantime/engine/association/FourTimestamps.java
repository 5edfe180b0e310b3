// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import dev.meantime.wire.NtpTimestamp;

/// What offset and delay are made of (RFC 5905 §8: T1 to T4).
///
/// @param sent T1: when our packet left, by our clock
/// @param receive T2: when it arrived, by the source's
/// @param transmit T3: when the source's packet left, by the source's
/// @param received T4: when that arrived, by ours
record FourTimestamps(
    PacketTime sent, NtpTimestamp receive, NtpTimestamp transmit, PacketTime received) {}
