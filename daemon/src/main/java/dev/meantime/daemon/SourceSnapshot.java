// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.association.AssociationState;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.select.SourceVerdict;
import java.net.InetSocketAddress;
import java.util.Optional;

/// How one source stands.
///
/// @param id which
/// @param name what the configuration calls it
/// @param address where it is asked
/// @param association how it is asked and how it answers
/// @param estimate what its samples say
/// @param verdict what the last selection made of it; empty when it came later
public record SourceSnapshot(
    SourceId id,
    String name,
    InetSocketAddress address,
    AssociationState association,
    SourceEstimate estimate,
    Optional<SourceVerdict> verdict) {}
