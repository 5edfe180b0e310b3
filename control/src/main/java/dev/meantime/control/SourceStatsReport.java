// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.wire.ReferenceId;

/// What a source's samples say (reply 6).
///
/// @param referenceId how we name the source
/// @param address unspecified for a reference clock
/// @param samples how many the estimate rests on
/// @param runs runs of residuals of equal sign
/// @param spanSeconds between the oldest and the newest sample
/// @param standardDeviation of a sample, seconds
/// @param residualFrequencyPpm of the local clock against the source; positive when it runs fast
/// @param skewPpm bound of that frequency's error
/// @param offset seconds, predicted for now; positive when the local clock is ahead
/// @param offsetError bound of its error, seconds
public record SourceStatsReport(
    ReferenceId referenceId,
    ControlAddress address,
    long samples,
    long runs,
    long spanSeconds,
    double standardDeviation,
    double residualFrequencyPpm,
    double skewPpm,
    double offset,
    double offsetError)
    implements ControlReply {}
