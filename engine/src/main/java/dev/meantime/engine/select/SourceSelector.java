// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.SourceId;
import java.util.List;
import java.util.Optional;

/// Selects among the sources and remembers what must not flap: the selected one and its rivals'
/// scores. Confined to the loop.
public final class SourceSelector {

  public SourceSelector(SelectionConfig config) {}

  /// Runs the selection.
  ///
  /// @param cookedNanos now
  /// @param candidates every source
  /// @param updated the one with a new sample
  public Selection select(
      long cookedNanos, List<Candidate> candidates, Optional<SourceId> updated) {
    throw new UnsupportedOperationException();
  }

  /// Gives every source the same chance again, as `chronyc reselect` does.
  public void reselect() {
    throw new UnsupportedOperationException();
  }

  /// Changes `reselectdist`, seconds.
  public void setReselectDistance(double seconds) {
    throw new UnsupportedOperationException();
  }
}
