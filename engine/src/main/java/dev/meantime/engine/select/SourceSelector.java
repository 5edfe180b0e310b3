// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.select.Selection.Outcome;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Selects among the sources and remembers what must not flap: the selected one and its rivals'
/// scores. Confined to the loop.
public final class SourceSelector {

  private static final int FULL_REGISTER = 8;

  private final SelectionConfig config;
  private final Ranking ranking;
  private final Company company;
  private final Announcer announcer = new Announcer();
  private final Map<SourceId, SourceMemory> memories = new HashMap<>();
  private int orphanStratum = Orphans.NO_ELECTION;

  public SourceSelector(SelectionConfig config) {
    this.config = config;
    this.ranking = new Ranking(config.stratumWeight(), config.reselectDistance());
    this.company = new Company(config);
  }

  /// Runs the selection.
  ///
  /// @param cookedNanos now
  /// @param candidates every source
  /// @param updated the one with a new sample
  public Selection select(
      long cookedNanos, List<Candidate> candidates, Optional<SourceId> updated) {
    List<Contender> all = contenders(cookedNanos, candidates);
    Optional<Contender> fresh =
        updated.flatMap(id -> all.stream().filter(c -> c.id().equals(id)).findAny());
    fresh.ifPresent(contender -> contender.memory().updates++);

    Outcome outcome = decide(all, updated);

    fresh.ifPresent(announcer::onUpdated);
    all.forEach(announcer::onReachability);
    return new Selection(all.stream().map(Contender::verdict).toList(), outcome, announcer.drain());
  }

  private List<Contender> contenders(long cookedNanos, List<Candidate> candidates) {
    memories.keySet().retainAll(candidates.stream().map(Candidate::id).collect(Collectors.toSet()));
    List<SelectionOptions> options = EffectiveOptions.of(candidates, config.authentication());
    List<Contender> contenders = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      contenders.add(
          new Contender(
              Claim.of(candidate, options.get(i), cookedNanos, config),
              memories.computeIfAbsent(candidate.id(), id -> new SourceMemory())));
    }
    return contenders;
  }

  private Outcome decide(List<Contender> all, Optional<SourceId> updated) {
    if (all.isEmpty()) {
      return lost(new WhyLost.NoSources(), all);
    }
    examine(all);
    List<Contender> eligible = standing(all);
    if (eligible.isEmpty()) {
      eligible = Orphans.elect(all, orphanStratum);
    }
    if (eligible.isEmpty()) {
      return lost(new WhyLost.NoneSelectable(unreachable(all)), all);
    }
    if (!ranking.hasSelected() && isWorthWaiting(all, eligible)) {
      return new Outcome.Hold();
    }

    MajorityVote vote = MajorityVote.hold(eligible);
    if (!vote.hasMajority()) {
      return lost(new WhyLost.NoMajority(vote.agreeing(), vote.asked(), vote.trustedOnly()), all);
    }
    for (Contender contender : eligible) {
      if (contender.isStanding()) {
        announcer.onTruechimer(contender);
      } else if (contender.status() == SourceStatus.FALSETICKER) {
        announcer.onFalseticker(contender);
      }
    }
    Optional<WhyLost> insufficient = whyInsufficient(all, vote.truechimers());
    if (insufficient.isPresent()) {
      return lost(insufficient.get(), all);
    }
    LeapIndicator leap = leap(vote);
    return follow(all, vote, leap, updated);
  }

  private void examine(List<Contender> all) {
    for (Contender contender : all) {
      Eligibility.examine(contender.claim(), config).ifPresent(contender::rule);
    }
    double oldestReachable =
        standing(all).stream()
            .filter(contender -> contender.claim().isReachable())
            .mapToDouble(contender -> contender.claim().firstAge())
            .max()
            .orElse(0);
    for (Contender contender : standing(all)) {
      Eligibility.examineSilence(contender.claim(), oldestReachable, orphanStratum)
          .ifPresent(contender::rule);
    }
    ReferenceChains chains = new ReferenceChains(all.stream().map(Contender::candidate).toList());
    for (Contender contender : standing(all)) {
      chains.examine(contender.candidate()).ifPresent(contender::rule);
    }
  }

  /// Whether sources that were started together with an eligible one are about to have samples too:
  /// the first one to have them should not lead alone.
  private static boolean isWorthWaiting(List<Contender> all, List<Contender> eligible) {
    List<Contender> unmeasured =
        all.stream().filter(c -> c.status() == SourceStatus.NO_SAMPLES).toList();
    int register = largestRegister(eligible);
    int polls =
        eligible.stream().mapToInt(c -> c.candidate().reachability().size()).max().orElse(0);
    if (unmeasured.isEmpty()
        || polls >= FULL_REGISTER
        || register >> 1 != largestRegister(unmeasured)) {
      return false;
    }
    for (Contender contender : eligible) {
      contender.rule(
          SourceStatus.WAITS_FOR_OTHERS,
          "it waits until sources that were started together with it have 2 samples ("
              + unmeasured.size()
              + " have fewer)");
    }
    return true;
  }

  private static int largestRegister(List<Contender> contenders) {
    return contenders.stream()
        .mapToInt(c -> c.candidate().reachability().register())
        .max()
        .orElse(0);
  }

  private Optional<WhyLost> whyInsufficient(List<Contender> all, List<Contender> truechimers) {
    if (truechimers.isEmpty()) {
      return Optional.of(new WhyLost.NoneSelectable(unreachable(all)));
    }
    boolean required = all.stream().anyMatch(c -> c.claim().options().require());
    if (required && truechimers.stream().noneMatch(c -> c.claim().options().require())) {
      truechimers.forEach(
          c -> c.rule(SourceStatus.WAITS_FOR_SOURCES, "it waits for a source marked require"));
      return Optional.of(new WhyLost.RequiredMissing());
    }
    int count = truechimers.size();
    if (count < config.minSources()) {
      truechimers.forEach(c ->
          c.rule(
              SourceStatus.WAITS_FOR_SOURCES,
              "minsources asks for "
                  + config.minSources()
                  + " sources that agree, and there "
                  + (count == 1 ? "is 1" : "are " + count)));
      return Optional.of(new WhyLost.TooFew(count, config.minSources()));
    }
    return Optional.empty();
  }

  private static LeapIndicator leap(MajorityVote vote) {
    return LeapVote.of(
        vote.truechimers().stream()
            .filter(c -> !vote.trustedOnly() || c.claim().options().trust())
            .map(c -> c.candidate().leap())
            .toList());
  }

  private static List<Contender> preferred(List<Contender> truechimers) {
    if (truechimers.stream().noneMatch(c -> c.claim().options().prefer())) {
      return truechimers;
    }
    for (Contender contender : truechimers) {
      if (!contender.claim().options().prefer()) {
        contender.rule(
            SourceStatus.NOT_PREFERRED, "it agrees, but sources marked prefer are taken instead");
      }
    }
    return standing(truechimers);
  }

  private Outcome follow(
      List<Contender> all, MajorityVote vote, LeapIndicator leap, Optional<SourceId> updated) {
    List<Contender> fit = preferred(vote.truechimers());
    Optional<Contender> leader = ranking.lead(all, fit, updated);
    if (leader.isEmpty()) {
      fit.forEach(c ->
          c.rule(
              SourceStatus.WAITS_FOR_UPDATE,
              "the best source has given no sample since the last update of the clock"));
      return new Outcome.Hold();
    }
    Contender selected = leader.get();
    selected.rule(
        SourceStatus.SELECTED,
        (fit.size() == 1
                ? "it is the only source to follow, with a root distance of "
                : "it leads " + fit.size() + " sources that agree, with a root distance of ")
            + Quantity.seconds(selected.claim().distance()));
    announcer.onSelected(selected.id());
    List<Contender> others = standing(fit);
    if (selected.memory().updates == 0) {
      company.repeat(others);
      return new Outcome.Hold();
    }
    all.forEach(contender -> contender.memory().updates = 0);
    List<Claim> combined = company.combine(selected, others, ranking.penalty(selected));
    // A reference clock of this machine is nobody's word.
    Optional<Interval> reach = selected.candidate().network() ? vote.reach() : Optional.empty();
    return new Outcome.Update(Combination.of(selected.claim(), combined, leap, reach));
  }

  private Outcome lost(WhyLost why, List<Contender> all) {
    ranking.unselect();
    announcer.onLost(why, all.stream().anyMatch(SourceSelector::isStarting));
    return new Outcome.Lost(why);
  }

  private static boolean isStarting(Contender contender) {
    return contender.status() == SourceStatus.NO_SAMPLES
        && contender.candidate().reachability().size() < FULL_REGISTER;
  }

  private static List<Contender> standing(List<Contender> contenders) {
    return contenders.stream().filter(Contender::isStanding).toList();
  }

  /// How many of those that may be selected do not answer.
  private static int unreachable(List<Contender> all) {
    return (int)
        all.stream()
            .filter(c -> !c.claim().options().noselect() && !c.claim().isReachable())
            .count();
  }

  /// Gives every source the same chance again, as `chronyc reselect` does.
  public void reselect() {
    ranking.unselect();
  }

  /// Takes part in the election of orphans.
  ///
  /// @param stratum at which every one of them serves its own time; 16 for no part
  public void setOrphanStratum(int stratum) {
    orphanStratum = stratum;
  }

  /// Changes `reselectdist`, seconds.
  public void setReselectDistance(double seconds) {
    ranking.setReselectDistance(seconds);
  }
}
