// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// How the clock stands (reply 5).
///
/// @param referenceId zero while unsynchronised, `7F7F0101` in local mode
/// @param address of the selected source; unspecified for a reference clock, local mode and
///   unsynchronised
/// @param stratum our own; 0 while unsynchronised
/// @param referenceTime of the last update, UTC
/// @param currentCorrection seconds still to be slewed; positive when the system clock is slow
/// @param lastOffset seconds, at the last update; positive when the clock was ahead
/// @param rmsOffset its long-term root mean square
/// @param frequencyPpm how fast the clock would run uncorrected; positive when fast
/// @param residualFrequencyPpm measured beyond that; 0 while unsynchronised
/// @param skewPpm bound of the frequency's error; 0 while unsynchronised
/// @param rootDelay seconds
/// @param rootDispersion seconds, at the time of the report
/// @param lastUpdateInterval seconds
public record TrackingReport(
    ReferenceId referenceId,
    ControlAddress address,
    int stratum,
    LeapIndicator leap,
    Timespec referenceTime,
    double currentCorrection,
    double lastOffset,
    double rmsOffset,
    double frequencyPpm,
    double residualFrequencyPpm,
    double skewPpm,
    double rootDelay,
    double rootDispersion,
    double lastUpdateInterval)
    implements ControlReply {}
