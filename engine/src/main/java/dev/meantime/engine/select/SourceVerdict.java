// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.SourceId;

/// What the selection made of one source, and why.
///
/// @param id which source
/// @param status its part
/// @param reason one sentence with the numbers that decided, for a person
/// @param score against the selected source; above 10 it takes over
/// @param low lower end of the interval it claims for the offset, seconds; positive when the local
///   clock is behind; 0 without samples, like `high`
/// @param high upper end
/// @param effective the options that counted, after `authselectmode`
public record SourceVerdict(
    SourceId id,
    SourceStatus status,
    String reason,
    double score,
    double low,
    double high,
    SelectionOptions effective) {}
