// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.wire.ReferenceId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The election among hosts that have no time from elsewhere and serve their own at one stratum
/// (`local … orphan`): all of them follow the one with the lowest address, which follows nobody.
/// Who follows an orphan serves at the next stratum, and so is no candidate any more.
final class Orphans {

  /// The stratum of a source that has no time of its own (RFC 5905 figure 11): nobody who takes no
  /// part in the election follows it.
  static final int NO_ELECTION = 16;

  private Orphans() {}

  /// To be asked when no source has a time from elsewhere.
  ///
  /// @param all every source, of which the orphans are ruled to be that
  /// @return the one that is followed; empty when that is nobody
  static List<Contender> elect(List<Contender> all, int orphanStratum) {
    if (orphanStratum >= NO_ELECTION) {
      return List.of();
    }
    Optional<Contender> lowest =
        all.stream()
            .filter(contender ->
                contender.status() == SourceStatus.ORPHAN
                    && contender.candidate().stratum() == orphanStratum
                    && contender.claim().isReachable())
            .min(Comparator.comparing(Orphans::name, Integer::compareUnsigned));
    if (lowest.isEmpty()) {
      return List.of();
    }
    Contender elected = lowest.get();
    ReferenceId own = elected.candidate().ownId();
    if (own.equals(ReferenceId.NONE)) {
      elected.rule(
          SourceStatus.ORPHAN,
          "it has no time from elsewhere, and by which address of ours to compare with it is not"
              + " known");
      return List.of();
    }
    if (Integer.compareUnsigned(name(elected), own.bits()) >= 0) {
      elected.rule(
          SourceStatus.ORPHAN,
          "it has no time from elsewhere, and follows us: its reference ID "
              + elected.candidate().referenceId()
              + " is not below ours, "
              + own);
      return List.of();
    }
    elected.stand();
    return List.of(elected);
  }

  private static int name(Contender contender) {
    return contender.candidate().referenceId().bits();
  }
}
