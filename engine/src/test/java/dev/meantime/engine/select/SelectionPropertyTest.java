// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.NOW;
import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.select.Selection.Outcome;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SelectionConfig.AuthenticationPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for every selection, whatever the sources say.
class SelectionPropertyTest {

  @Test
  void everySelectionIsConsistent() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      AuthenticationPolicy[] policies = AuthenticationPolicy.values();
      SelectionConfig config =
          new SelectionConfig(
              random.nextInt(4),
              3,
              1,
              0,
              15,
              1 + random.nextInt(2),
              1e-4,
              1e-3,
              1e-6,
              policies[random.nextInt(policies.length)]);
      SourceSelector selector = new SourceSelector(config);
      int count = random.nextInt(8);
      for (int round = 0; round < 30; round++) {
        List<Candidate> candidates = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
          if (random.nextInt(20) > 0) {
            candidates.add(anySource(id, random).build());
          }
        }
        Optional<SourceId> updated =
            random.nextInt(5) == 0 || candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(candidates.get(random.nextInt(candidates.size())).id());
        Selection selection = selector.select(NOW, candidates, updated);
        check(selection, candidates, "seed " + seed + ", round " + round);
      }
    }
  }

  private static TestSource anySource(int id, Random random) {
    TestSource source =
        source(id)
            .offset(random.nextInt(4) == 0 ? random.nextGaussian() : 0.003 * random.nextGaussian())
            .distance(random.nextInt(10) == 0 ? 5 : 0.02 * random.nextDouble())
            .frequency(1e-6 * random.nextGaussian(), 1e-6 * random.nextDouble())
            .samples(random.nextInt(10) == 0 ? random.nextInt(3) : 8)
            .age(random.nextInt(100))
            .stratum(1 + random.nextInt(random.nextInt(10) == 0 ? 16 : 3));
    if (random.nextInt(10) == 0) {
      source.reach(0, 8, random.nextInt(20));
    }
    if (random.nextInt(3) == 0) {
      source.authenticated();
    }
    if (random.nextInt(8) == 0) {
      source.clock();
    }
    switch (random.nextInt(12)) {
      case 0 -> source.noselect();
      case 1 -> source.prefer();
      case 2 -> source.trust();
      case 3 -> source.require();
      default -> {}
    }
    return source;
  }

  private static void check(Selection selection, List<Candidate> candidates, String where) {
    List<SourceVerdict> verdicts = selection.verdicts();
    assertThat(verdicts).as(where).hasSameSizeAs(candidates);
    for (int i = 0; i < verdicts.size(); i++) {
      assertThat(verdicts.get(i).id()).as(where).isEqualTo(candidates.get(i).id());
      assertThat(verdicts.get(i).reason()).as(where).isNotBlank();
      assertThat(verdicts.get(i).score()).as(where).isPositive();
    }
    List<SourceVerdict> selected = with(verdicts, SourceStatus.SELECTED);
    List<SourceVerdict> combined = with(verdicts, SourceStatus.COMBINED);
    switch (selection.outcome()) {
      case Outcome.Update update -> {
        assertThat(selected).as(where).hasSize(1);
        checkEstimate(update.estimate(), selected.getFirst(), combined, where);
        checkMajority(verdicts, where);
      }
      case Outcome.Hold hold ->
          assertThat(
                  selected.size() == 1
                      || verdicts.stream()
                          .anyMatch(v ->
                              v.status() == SourceStatus.WAITS_FOR_UPDATE
                                  || v.status() == SourceStatus.WAITS_FOR_OTHERS))
              .as(where)
              .isTrue();
      case Outcome.Lost lost -> {
        assertThat(selected).as(where).isEmpty();
        assertThat(combined).as(where).isEmpty();
        if (lost.why() instanceof WhyLost.NoMajority why) {
          assertThat(why.agreeing()).as(where).isLessThanOrEqualTo(why.sources() / 2);
        }
      }
    }
  }

  private static void checkEstimate(
      ClockEstimate estimate, SourceVerdict selected, List<SourceVerdict> combined, String where) {
    assertThat(estimate.source()).as(where).isEqualTo(selected.id());
    assertThat(estimate.combined()).as(where).isEqualTo(1 + combined.size());
    double low = selected.low();
    double high = selected.high();
    for (SourceVerdict verdict : combined) {
      low = Math.min(low, verdict.low());
      high = Math.max(high, verdict.high());
    }
    // The intervals are of now, the estimate of up to 100 s ago.
    assertThat(estimate.offset()).as(where).isBetween(low - 1e-3, high + 1e-3);
    assertThat(estimate.offsetDeviation()).as(where).isPositive().isFinite();
    assertThat(estimate.skew()).as(where).isPositive().isFinite();
    assertThat(estimate.frequencyDeviation()).as(where).isPositive().isFinite();
    assertThat(estimate.rootDispersion()).as(where).isPositive().isFinite();
  }

  /// Counting at every low end finds a point that a majority of those who count hold possible.
  private static void checkMajority(List<SourceVerdict> verdicts, String where) {
    List<SourceVerdict> voters =
        verdicts.stream()
            .filter(v ->
                v.status().isTruechimer()
                    || v.status() == SourceStatus.FALSETICKER
                    || v.status() == SourceStatus.UNTRUSTED)
            .toList();
    boolean anyTrusted = voters.stream().anyMatch(v -> v.effective().trust());
    List<SourceVerdict> counted =
        voters.stream().filter(v -> !anyTrusted || v.effective().trust()).toList();
    long largest = 0;
    for (SourceVerdict at : counted) {
      largest =
          Math.max(
              largest,
              counted.stream().filter(v -> v.low() <= at.low() && at.low() <= v.high()).count());
    }
    assertThat(2 * largest).as(where).isGreaterThan(counted.size());
  }

  private static List<SourceVerdict> with(List<SourceVerdict> verdicts, SourceStatus status) {
    return verdicts.stream().filter(verdict -> verdict.status() == status).toList();
  }
}
