// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.wire.ReferenceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where the time of each source comes from, as far as the others tell.
///
/// A packet shows only whom its sender follows, so that the test of a packet finds a loop of two
/// (RFC 5905 §A.5.1.1). But of hosts that ask each other, those that have lost the rest of the
/// world would follow each other in a ring of three or more, each taking its own time for
/// another's, and each poll would raise the stratum by the length of the ring. As the others in
/// such a ring are sources as well, whom each of them follows is known, and the way can be gone
/// back.
final class ReferenceChains {

  private static final int PRIMARY = 1;

  private final Map<ReferenceId, Candidate> named = new HashMap<>();

  /// @param candidates every source
  ReferenceChains(Collection<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      // What one says that does not answer is not known any more.
      if (candidate.network() && candidate.reachability().isReachable()) {
        named.putIfAbsent(candidate.referenceId(), candidate);
      }
    }
  }

  /// Whether a source's time comes from us, or from nowhere: from a ring of others.
  Optional<Ruling> examine(Candidate candidate) {
    Candidate at = candidate;
    for (int steps = 0; steps <= named.size(); steps++) {
      if (!at.network() || at.stratum() <= PRIMARY || at.upstream().equals(ReferenceId.NONE)) {
        return Optional.empty();
      }
      if (at.upstream().equals(at.ownId())) {
        return Optional.of(new Ruling(SourceStatus.LOOP, whyOurs(steps)));
      }
      Candidate next = named.get(at.upstream());
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(
        new Ruling(SourceStatus.LOOP, "it follows others of our sources that follow each other"));
  }

  private static String whyOurs(int steps) {
    return steps == 0
        ? "it follows us"
        : "it follows us through " + steps + (steps == 1 ? " other source" : " other sources");
  }
}
