// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// A source's part in the last selection (reply 23).
///
/// @param referenceId how we name the source
/// @param address unspecified for a reference clock
/// @param state the character of {@link dev.meantime.engine.select.SourceStatus#symbol}
/// @param authenticated whether its packets are
/// @param leap its vote
/// @param configured the options as written
/// @param effective the options that counted
/// @param sinceSample seconds since the last sample, {@link SourceReport#NEVER} without one
/// @param score against the selected source
/// @param low lower end of the interval claimed for the offset, seconds; positive when the local
///   clock is ahead
/// @param high upper end
public record SelectReport(
    ReferenceId referenceId,
    ControlAddress address,
    char state,
    boolean authenticated,
    LeapIndicator leap,
    SelectionOptions configured,
    SelectionOptions effective,
    long sinceSample,
    double score,
    double low,
    double high)
    implements ControlReply {}
