// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.refclock.ReferenceClockState;
import dev.meantime.engine.select.SourceVerdict;
import java.util.Optional;

/// How one reference clock stands.
///
/// @param id which
/// @param refid its name
/// @param state what was read off it, and why some of it was not used
/// @param estimate what its samples say
/// @param verdict what the last selection made of it; empty when it came later
public record RefclockSnapshot(
    SourceId id,
    String refid,
    ReferenceClockState state,
    SourceEstimate estimate,
    Optional<SourceVerdict> verdict) {}
