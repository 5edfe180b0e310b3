// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.Reachability;
import dev.meantime.engine.SourceId;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// A source that stands for selection.
///
/// @param id which source
/// @param options what the administrator said about it
/// @param estimate what its samples say
/// @param reachability its last eight polls
/// @param leap what it announces
/// @param stratum its own, after `minstratum`
/// @param referenceId how we name it when we are synchronised to it
/// @param ownId how it would name us if it were synchronised to us; {@link ReferenceId#NONE} when
///   that is not known
/// @param upstream what it is synchronised to; {@link ReferenceId#NONE} when that is not known, and
///   of a reference clock
/// @param authenticated whether its packets are
/// @param network an NTP source; false for a reference clock
/// @param maxUnreachable polls without an answer after which it may no longer stay selected
public record Candidate(
    SourceId id,
    SelectionOptions options,
    SourceEstimate estimate,
    Reachability reachability,
    LeapIndicator leap,
    int stratum,
    ReferenceId referenceId,
    ReferenceId ownId,
    ReferenceId upstream,
    boolean authenticated,
    boolean network,
    int maxUnreachable) {}
