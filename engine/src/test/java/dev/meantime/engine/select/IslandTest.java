// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.engine.select.TestSource.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.SourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IslandTest {

  private final Island island = new Island();

  private Set<SourceId> look(int orphanStratum, int... strata) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < strata.length; i++) {
      candidates.add(source(i + 1).stratum(strata[i]).build());
    }
    return island.left(candidates, orphanStratum);
  }

  @Test
  void tellsWhoHasFoundTimeFromElsewhereOnce() {
    assertThat(look(10, 10, 11, 2)).isEmpty();
    assertThat(look(10, 10, 11, 2)).isEmpty();
    assertThat(look(10, 2, 11, 3)).containsExactly(new SourceId(1));
    assertThat(look(10, 2, 3, 3)).containsExactly(new SourceId(2));
    assertThat(look(10, 2, 3, 3)).isEmpty();
    assertThat(look(10, 10, 3, 3)).isEmpty();
    assertThat(look(10, 9, 3, 3)).containsExactly(new SourceId(1));
  }

  @Test
  void nobodyLeavesWhereThereIsNoElection() {
    assertThat(look(16, 16, 10)).isEmpty();
    assertThat(look(16, 2, 2)).isEmpty();
  }
}
