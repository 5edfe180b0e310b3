// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.NOW;
import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.SourceId;
import dev.meantime.engine.select.Selection.Outcome;
import dev.meantime.engine.select.Selection.WhyLost;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The election among hosts that serve their own time at stratum 10.
class OrphanTest {

  private static final int A = 0x0a00_0001;
  private static final int B = 0x0a00_0002;

  /// 200.0.0.1, which as a signed number would be the lowest.
  private static final int C = 0xc800_0001;

  private final SourceSelector selector = new SourceSelector(SelectionConfig.DEFAULT);

  OrphanTest() {
    selector.setOrphanStratum(10);
  }

  private Selection select(TestSource... sources) {
    List<Candidate> candidates = Arrays.stream(sources).map(TestSource::build).toList();
    Selection last = selector.select(NOW, candidates, Optional.empty());
    for (Candidate candidate : candidates) {
      last = selector.select(NOW, candidates, Optional.of(candidate.id()));
    }
    return last;
  }

  private static String symbols(Selection selection) {
    return selection.verdicts().stream()
        .map(verdict -> String.valueOf(verdict.status().symbol()))
        .collect(Collectors.joining());
  }

  private static TestSource orphan(int id, int address, int own) {
    return source(id).stratum(10).named(address, own);
  }

  @Test
  void everybodyFollowsTheLowestAddress() {
    Selection byC = select(orphan(1, B, C), orphan(2, A, C));
    assertThat(symbols(byC)).isEqualTo("O*");
    assertThat(byC.outcome()).isInstanceOf(Outcome.Update.class);
    assertThat(((Outcome.Update) byC.outcome()).estimate().stratum()).isEqualTo(10);
  }

  @Test
  void lowestItselfFollowsNobody() {
    Selection byA = select(orphan(1, B, A), orphan(2, C, A));

    assertThat(symbols(byA)).isEqualTo("OO");
    assertThat(byA.outcome()).isEqualTo(new Outcome.Lost(new WhyLost.NoneSelectable(0)));
    assertThat(byA.verdicts().getFirst().reason())
        .isEqualTo(
            "it has no time from elsewhere, and follows us: its reference ID 0A000002 is not below"
                + " ours, 0A000001");
  }

  @Test
  void whoFollowsAnOrphanIsNoCandidate() {
    Selection selection = select(orphan(1, A, C).stratum(11), orphan(2, B, C));
    assertThat(symbols(selection)).isEqualTo("O*");
    assertThat(symbols(select(orphan(1, A, C).stratum(11)))).isEqualTo("O");
  }

  @Test
  void timeFromElsewhereIsPreferred() {
    Selection selection = select(orphan(1, A, C), source(2).stratum(9).offset(0.5));
    assertThat(symbols(selection)).isEqualTo("O*");
  }

  @Test
  void leaderIsLeftForTimeFromElsewhere() {
    select(orphan(1, A, C));
    Selection later = select(orphan(1, A, C), source(2).stratum(3).offset(-0.5));
    assertThat(symbols(later)).isEqualTo("O*");
    assertThat(((Outcome.Update) later.outcome()).estimate().source()).isEqualTo(new SourceId(2));
  }

  @Test
  void unreachableOrphanIsNotFollowed() {
    // Its sample is recent enough beside a reachable source that is an orphan itself.
    Selection selection =
        select(orphan(1, A, C).reach(0, 8, 1).age(10), orphan(2, B, C).span(1000));
    assertThat(symbols(selection)).isEqualTo("O*");
  }

  @Test
  void unknownOwnAddressElectsNobody() {
    assertThat(symbols(select(orphan(1, A, 0)))).isEqualTo("O");
  }

  @Test
  void referenceClockIsNoOrphan() {
    assertThat(symbols(select(source(1).stratum(10).clock()))).isEqualTo("*");
  }

  @Test
  void withoutThePartInTheElectionStratumTenIsAsGoodAsAny() {
    selector.setOrphanStratum(16);
    assertThat(symbols(select(orphan(1, B, A)))).isEqualTo("*");
  }

  @Test
  void sourceThatIsUnfitIsNotElected() {
    assertThat(symbols(select(orphan(1, A, C).distance(4), orphan(2, B, C)))).isEqualTo("d*");
  }
}
