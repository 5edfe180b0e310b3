// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.NOW;
import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meantime.engine.SourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {

  private final Ranking ranking = new Ranking(1e-3, 1e-4);
  private final Map<SourceId, SourceMemory> memories = new HashMap<>();

  private Contender contender(TestSource source) {
    Candidate candidate = source.build();
    return new Contender(
        Claim.of(candidate, candidate.options(), NOW, SelectionConfig.DEFAULT),
        memories.computeIfAbsent(candidate.id(), id -> new SourceMemory()));
  }

  /// The number of the leader, 0 for none.
  private int lead(int updated, TestSource... sources) {
    List<Contender> all = new ArrayList<>();
    for (TestSource source : sources) {
      all.add(contender(source));
    }
    Optional<SourceId> id = Optional.of(new SourceId(updated));
    memories.computeIfAbsent(id.get(), key -> new SourceMemory()).updates++;
    return ranking.lead(all, all, id).map(c -> c.id().number()).orElse(0);
  }

  private double score(int number) {
    return memories.computeIfAbsent(new SourceId(number), id -> new SourceMemory()).score;
  }

  @Test
  void theNearestLeadsAtFirst() {
    memories.computeIfAbsent(new SourceId(2), id -> new SourceMemory()).updates = 1;
    assertThat(lead(1, source(1), source(2).distance(0.005), source(3))).isEqualTo(2);
    assertThat(score(1)).isEqualTo(1);
  }

  @Test
  void aStratumCountsLikeDistance() {
    memories.computeIfAbsent(new SourceId(2), id -> new SourceMemory()).updates = 1;
    assertThat(lead(1, source(1).stratum(1).distance(0.0105), source(2).stratum(2).distance(0.010)))
        .isEqualTo(1);
  }

  @Test
  void noLeaderWithoutANewSample() {
    assertThat(lead(1, source(1), source(2).distance(0.005))).isZero();
    assertThat(ranking.hasSelected()).isFalse();
    assertThat(lead(2, source(1), source(2).distance(0.005))).isEqualTo(2);
  }

  @Test
  void aRivalAtHalfTheDistanceTakesOverAfterFourSamples() {
    assertThat(lead(1, source(1).distance(0.020))).isEqualTo(1);
    double ratio = 0.020 / 0.0101;
    for (int i = 1; i <= 3; i++) {
      assertThat(lead(2, source(1).distance(0.020), source(2))).isEqualTo(1);
      assertThat(score(2)).isCloseTo(Math.pow(ratio, i), within(1e-9));
    }
    assertThat(lead(2, source(1).distance(0.020), source(2))).isEqualTo(2);
    assertThat(score(2)).isEqualTo(1);
  }

  @Test
  void aRivalMuchNearerTakesOverAtOnce() {
    lead(1, source(1).distance(0.5));
    assertThat(lead(2, source(1).distance(0.5), source(2))).isEqualTo(2);
  }

  @Test
  void comparesOnlyWhenOneOfThePairHasANewSample() {
    lead(1, source(1).distance(0.020));
    for (int i = 0; i < 10; i++) {
      assertThat(lead(3, source(1).distance(0.020), source(2), source(3).distance(0.030)))
          .isEqualTo(1);
    }
    assertThat(score(2)).isEqualTo(1);
  }

  @Test
  void penaltySparesReferenceClocks() {
    assertThat(ranking.penalty(contender(source(1)))).isEqualTo(1e-4);
    assertThat(ranking.penalty(contender(source(2).clock()))).isZero();
    ranking.setReselectDistance(0.5);
    assertThat(ranking.penalty(contender(source(1)))).isEqualTo(0.5);
  }

  @Test
  void doesNotFlapBetweenEqualSources() {
    for (long seed = 1; seed <= 20; seed++) {
      SourceSelector selector = new SourceSelector(SelectionConfig.DEFAULT);
      Random random = new Random(seed);
      int leader = 0;
      int changes = 0;
      for (int i = 0; i < 2000; i++) {
        List<Candidate> candidates = new ArrayList<>();
        for (int id = 1; id <= 4; id++) {
          double distance = 2e-3 * (1 + 0.03 * random.nextGaussian());
          candidates.add(source(id).distance(distance).build());
        }
        int updated = 1 + random.nextInt(4);
        Selection selection = selector.select(NOW, candidates, Optional.of(new SourceId(updated)));
        int now =
            selection.verdicts().stream()
                .filter(verdict -> verdict.status() == SourceStatus.SELECTED)
                .mapToInt(verdict -> verdict.id().number())
                .sum();
        changes += now != leader ? 1 : 0;
        leader = now;
      }
      assertThat(changes).as("seed %d", seed).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void sourcesThatAreNotFitLoseTheirScoreAndStayOutForAWhile() {
    Contender fit = contender(source(1));
    Contender unfit = contender(source(2));
    fit.memory().updates = 1;
    ranking.lead(List.of(fit, unfit), List.of(fit), Optional.empty());
    unfit.memory().score = 9;

    ranking.lead(List.of(fit, unfit), List.of(fit), Optional.empty());

    assertThat(unfit.memory().score).isEqualTo(1);
    assertThat(unfit.memory().distant).isEqualTo(32);
  }
}
