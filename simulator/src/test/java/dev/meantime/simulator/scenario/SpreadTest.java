// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void takesTheMiddle() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
  }

  @Test
  void takesTheMeanOfTwoInTheMiddle() {
    assertThat(Spread.of(4, 1, 2, 10)).isEqualTo(new Spread(3, 1, 10));
  }

  @Test
  void knowsWhatNeverHappened() {
    double never = Double.POSITIVE_INFINITY;

    assertThat(Spread.of(never, never)).isEqualTo(new Spread(never, never, never));
    assertThat(Spread.of(1, never)).isEqualTo(new Spread(never, 1, never));
    assertThat(Spread.of(1, 2, never)).isEqualTo(new Spread(2, 1, never));
  }

  @Test
  void needsValues() {
    assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
  }
}
