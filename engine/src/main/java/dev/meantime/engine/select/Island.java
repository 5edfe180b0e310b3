// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.SourceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which sources had no time from elsewhere when they were looked at last. Confined to the loop.
///
/// What was measured of an orphan is about the island's own time. Once it follows the world, that
/// says nothing any more, and would be believed: a few hosts that have just rejoined, each with a
/// past in common, would outvote the server that brought them back.
public final class Island {

  private Set<SourceId> orphans = new HashSet<>();

  /// At first no source is known.
  public Island() {}

  /// Looks at all sources.
  ///
  /// @param orphanStratum at which orphans serve; 16 where there is no election
  /// @return those that have time from elsewhere now, and had none before
  public Set<SourceId> left(List<Candidate> candidates, int orphanStratum) {
    Set<SourceId> left = new HashSet<>();
    Set<SourceId> now = new HashSet<>();
    for (Candidate candidate : candidates) {
      if (!candidate.network() || orphanStratum >= Orphans.NO_ELECTION) {
        continue;
      }
      if (candidate.stratum() >= orphanStratum) {
        now.add(candidate.id());
      } else if (orphans.contains(candidate.id())) {
        left.add(candidate.id());
      }
    }
    orphans = now;
    return left;
  }
}
