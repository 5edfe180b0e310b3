// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import static dev.meantime.wire.LeapIndicator.DELETE;
import static dev.meantime.wire.LeapIndicator.INSERT;
import static dev.meantime.wire.LeapIndicator.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeapVoteTest {

  @Test
  void needsMoreThanHalfOfTheVotes() {
    assertThat(LeapVote.of(List.of(INSERT, INSERT, NONE))).isEqualTo(INSERT);
    assertThat(LeapVote.of(List.of(DELETE, DELETE, INSERT))).isEqualTo(DELETE);
    assertThat(LeapVote.of(List.of(INSERT, NONE))).isEqualTo(NONE);
    assertThat(LeapVote.of(List.of(INSERT, DELETE))).isEqualTo(NONE);
    assertThat(LeapVote.of(List.of(INSERT))).isEqualTo(INSERT);
    assertThat(LeapVote.of(List.of())).isEqualTo(NONE);
  }
}
