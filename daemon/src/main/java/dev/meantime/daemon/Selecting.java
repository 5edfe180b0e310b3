// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.select.Candidate;
import dev.meantime.engine.select.ClockEstimate;
import dev.meantime.engine.select.Island;
import dev.meantime.engine.select.Selection;
import dev.meantime.engine.select.Selection.SelectionEvent;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceSelector;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.engine.serve.LocalReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Runs the selection whenever a source has changed and keeps its verdicts for the reports.
/// Confined to the loop.
final class Selecting {

  /// What is done about it.
  interface Outcomes {
    void onUpdate(ClockEstimate estimate);

    void onLost(WhyLost why);

    void onEvent(SelectionEvent event);

    /// The selection ran.
    void onSelected(List<Candidate> candidates, List<SourceVerdict> verdicts);
  }

  private final SourceSelector selector;
  private final Timekeeper timekeeper;
  private final Supplier<? extends List<? extends Source>> sources;
  private final Outcomes outcomes;
  private Map<SourceId, SourceVerdict> verdicts = Map.of();
  private Optional<WhyLost> lost = Optional.empty();
  private final Island island = new Island();
  private int orphanStratum = LocalReference.OFF.orphanStratum();
  private boolean running;
  private boolean again;

  Selecting(
      SourceSelector selector,
      Timekeeper timekeeper,
      Supplier<? extends List<? extends Source>> sources,
      Outcomes outcomes) {
    this.selector = selector;
    this.timekeeper = timekeeper;
    this.sources = sources;
    this.outcomes = outcomes;
  }

  /// What the last run made of a source; empty for one that came later.
  Optional<SourceVerdict> verdict(SourceId id) {
    return Optional.ofNullable(verdicts.get(id));
  }

  /// Why no source is believed; empty while one is, or before the first run.
  Optional<WhyLost> lost() {
    return lost;
  }

  void onUpdated(SourceId source) {
    run(Optional.of(source));
  }

  void onChanged() {
    run(Optional.empty());
  }

  void reselect() {
    selector.reselect();
    onChanged();
  }

  void setOrphanStratum(int stratum) {
    orphanStratum = stratum;
    selector.setOrphanStratum(stratum);
  }

  void setReselectDistance(double seconds) {
    selector.setReselectDistance(seconds);
  }

  /// A correction can itself change a source (a step of somebody else's is noticed, its samples are
  /// dropped); that selection waits until this one is through.
  private void run(Optional<SourceId> updated) {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      select(updated);
      while (again) {
        again = false;
        select(Optional.empty());
      }
    } finally {
      running = false;
    }
  }

  private static boolean isFollowed(SourceVerdict verdict) {
    return verdict.status() == SourceStatus.SELECTED || verdict.status() == SourceStatus.COMBINED;
  }

  private void forgetIsland() {
    Set<SourceId> left = island.left(candidates(), orphanStratum);
    for (Source source : sources.get()) {
      if (left.contains(source.id())) {
        source.forget();
      }
    }
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (Source source : sources.get()) {
      candidates.add(source.candidate());
    }
    return candidates;
  }

  private void select(Optional<SourceId> updated) {
    forgetIsland();
    List<Candidate> candidates = candidates();
    long now = timekeeper.toCooked(timekeeper.now().wallNanos());
    Selection selection = selector.select(now, candidates, updated);
    Map<SourceId, SourceVerdict> found = new HashMap<>();
    for (SourceVerdict verdict : selection.verdicts()) {
      found.put(verdict.id(), verdict);
    }
    verdicts = found;
    int combined = (int) selection.verdicts().stream().filter(Selecting::isFollowed).count();
    for (Source source : sources.get()) {
      Optional<SourceVerdict> followed = verdict(source.id()).filter(Selecting::isFollowed);
      boolean selected =
          followed.filter(verdict -> verdict.status() == SourceStatus.SELECTED).isPresent();
      source.setPart(selected, followed.isPresent() ? combined : 1);
    }
    for (SelectionEvent event : selection.events()) {
      outcomes.onEvent(event);
    }
    switch (selection.outcome()) {
      case Selection.Outcome.Update(ClockEstimate estimate) -> {
        lost = Optional.empty();
        outcomes.onUpdate(estimate);
      }
      case Selection.Outcome.Hold() -> {}
      case Selection.Outcome.Lost(WhyLost why) -> {
        lost = Optional.of(why);
        outcomes.onLost(why);
      }
    }
    outcomes.onSelected(candidates, selection.verdicts());
  }
}
