// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.SourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which truechimer leads, and for how long it stays in the lead. A rival has to be better by much
/// at once or by a little for long: the products of the ratios of their distances are its score.
/// Confined to the loop.
final class Ranking {

  /// A rival with a higher score takes the lead.
  private static final double SCORE_LIMIT = 10;

  /// Selections after which a source that was not fit is combined again.
  static final int DISTANT_PENALTY = 32;

  /// Stands for nobody: real ones count from 1.
  private static final SourceId NOBODY = new SourceId(0);

  private final double stratumWeight;
  private double reselectDistance;
  private SourceId selected = NOBODY;

  Ranking(double stratumWeight, double reselectDistance) {
    this.stratumWeight = stratumWeight;
    this.reselectDistance = reselectDistance;
  }

  void setReselectDistance(double seconds) {
    reselectDistance = seconds;
  }

  /// Extra distance of sources that are not selected; reference clocks have none.
  double penalty(Contender contender) {
    return contender.candidate().network() ? reselectDistance : 0;
  }

  /// Drops the selected source if it is not among these any more.
  void retain(Set<SourceId> present) {
    if (!present.contains(selected)) {
      selected = NOBODY;
    }
  }

  void unselect() {
    selected = NOBODY;
  }

  boolean hasSelected() {
    return !selected.equals(NOBODY);
  }

  /// Finds the leader among those that are fit.
  ///
  /// @param all every source; those that are not fit lose their score
  /// @param fit at least one
  /// @param updated the one with a new sample
  /// @return empty when a new leader is due that has no new sample to update the clock by; then
  ///   nobody is selected
  Optional<Contender> lead(List<Contender> all, List<Contender> fit, Optional<SourceId> updated) {
    int lowestStratum =
        fit.stream().mapToInt(c -> c.candidate().stratum()).min().orElse(Integer.MAX_VALUE);
    Optional<Contender> current = fit.stream().filter(c -> c.id().equals(selected)).findAny();
    for (Contender contender : all) {
      if (!fit.contains(contender)) {
        contender.memory().score = 1;
        contender.memory().distant = DISTANT_PENALTY;
      }
    }
    Contender best = fit.getFirst();
    for (Contender contender : fit) {
      score(contender, lowestStratum, current, updated);
      if (contender.memory().score > best.memory().score) {
        best = contender;
      }
    }
    if (current.isPresent() && (best == current.get() || best.memory().score <= SCORE_LIMIT)) {
      return current;
    }
    if (best.memory().updates == 0) {
      selected = NOBODY;
      return Optional.empty();
    }
    selected = best.id();
    for (Contender contender : all) {
      contender.memory().score = 1;
      contender.memory().distant = 0;
    }
    return Optional.of(best);
  }

  private void score(
      Contender contender,
      int lowestStratum,
      Optional<Contender> current,
      Optional<SourceId> updated) {
    double distance = distance(contender, lowestStratum) + penalty(contender);
    SourceMemory memory = contender.memory();
    if (current.isEmpty()) {
      memory.score = 1 / distance;
      return;
    }
    // Without a new sample of either, the comparison would only be repeated.
    if (updated.isPresent()
        && (updated.get().equals(contender.id()) || updated.get().equals(selected))) {
      double ratio = distance(current.get(), lowestStratum) / distance;
      memory.score = Math.max(1, memory.score * ratio);
    }
  }

  private double distance(Contender contender, int lowestStratum) {
    return contender.claim().distance()
        + (contender.candidate().stratum() - lowestStratum) * stratumWeight;
  }
}
