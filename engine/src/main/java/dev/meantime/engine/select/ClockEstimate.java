// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.SourceId;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.ReferenceId;

/// What the truechimers say together about the local clock.
///
/// @param source the selected source, from which stratum, reference and root values come
/// @param referenceId how we name it
/// @param stratum the source's own
/// @param leap by majority of the truechimers
/// @param combined how many sources the estimate rests on
/// @param timeNanos cooked time to which the offset belongs
/// @param offset true minus local time, seconds; positive when the local clock is behind
/// @param offsetDeviation its standard deviation
/// @param frequency rate at which the offset grows
/// @param frequencyDeviation its standard deviation
/// @param skew bound of the frequency's error
/// @param rootDelay of the selected source
/// @param rootDispersion of the selected source at `timeNanos`, with the combined offset's
///   deviation
/// @param wander variance of the local clock's change of frequency in one second, by the selected
///   source, (s/s)²/s
public record ClockEstimate(
    SourceId source,
    ReferenceId referenceId,
    int stratum,
    LeapIndicator leap,
    int combined,
    long timeNanos,
    double offset,
    double offsetDeviation,
    double frequency,
    double frequencyDeviation,
    double skew,
    double rootDelay,
    double rootDispersion,
    double wander) {}
