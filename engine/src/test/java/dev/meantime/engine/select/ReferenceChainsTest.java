// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sources 1, 2, 3 … whose reference IDs are their numbers; ours is 100.
class ReferenceChainsTest {

  private static final int US = 100;
  private static final int WORLD = 200;

  private static TestSource following(int number, int upstream) {
    return source(number).named(number, US).following(upstream);
  }

  private static Optional<String> reason(int number, TestSource... sources) {
    List<Candidate> candidates = Arrays.stream(sources).map(TestSource::build).toList();
    return new ReferenceChains(candidates)
        .examine(candidates.get(number - 1))
        .map(ruling -> {
          assertThat(ruling.status()).isEqualTo(SourceStatus.LOOP);
          return ruling.reason();
        });
  }

  @Test
  void takesWhoFollowsTheWorld() {
    assertThat(reason(1, following(1, WORLD))).isEmpty();
    assertThat(reason(1, following(1, 2), following(2, WORLD))).isEmpty();
    assertThat(reason(1, following(1, 0))).as("it does not say whom it follows").isEmpty();
  }

  @Test
  void findsWhoFollowsUs() {
    assertThat(reason(1, following(1, US))).contains("it follows us");
    assertThat(reason(1, following(1, 2), following(2, US)))
        .contains("it follows us through 1 other source");
    assertThat(reason(3, following(1, US), following(2, 1), following(3, 2)))
        .contains("it follows us through 2 other sources");
  }

  @Test
  void findsThoseThatFollowEachOther() {
    TestSource[] ring = {following(1, 2), following(2, 3), following(3, 2)};
    for (int number = 1; number <= 3; number++) {
      assertThat(reason(number, ring))
          .contains("it follows others of our sources that follow each other");
    }
  }

  @Test
  void aCodeOfAPrimaryServerIsNobodysAddress() {
    assertThat(reason(1, following(1, US).stratum(1))).isEmpty();
  }

  @Test
  void aReferenceClockFollowsNobody() {
    assertThat(reason(1, following(1, US).clock())).isEmpty();
  }

  @Test
  void doesNotBelieveTheLastWordsOfWhoIsSilent() {
    TestSource silent = following(2, US).reach(0, 8, 9);
    assertThat(reason(1, following(1, 2), silent)).isEmpty();
  }

  @Test
  void ourOwnAddressIsTheOneThatEachKnowsUsBy() {
    assertThat(reason(1, source(1).named(1, 101).following(US))).isEmpty();
    assertThat(reason(1, source(1).named(1, 101).following(2), following(2, US)))
        .contains("it follows us through 1 other source");
  }

  @Test
  void theSelectionFollowsNobodyInALoop() {
    SourceSelector selector = new SourceSelector(SelectionConfig.DEFAULT);
    Selection selection =
        selector.select(
            TestSource.NOW,
            List.of(following(1, 2).build(), following(2, US).build()),
            Optional.of(following(1, 2).build().id()));
    assertThat(selection.outcome()).isInstanceOf(Selection.Outcome.Lost.class);
    assertThat(selection.verdicts())
        .extracting(SourceVerdict::status)
        .containsOnly(SourceStatus.LOOP);
  }
}
