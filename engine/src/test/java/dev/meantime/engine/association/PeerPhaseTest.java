// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PeerPhaseTest {

  private static final Offset<Double> EXACT = within(1e-9);
  private final PeerPhase phase = new PeerPhase(new Options().poll(4, 10).build());

  @Test
  void theShorterIntervalCountsOnceThePeerIsReached() {
    phase.onPacket(6, 2);
    assertThat(phase.interval(1024, true, 1, false, 1000)).isEqualTo(64);
    assertThat(phase.interval(1024, false, 1, false, 1000)).isEqualTo(1024);
    assertThat(phase.interval(32, true, 1, false, 1000)).isEqualTo(32);
  }

  @Test
  void noIntervalIsBelowOurShortest() {
    phase.onPacket(-5, 2);
    assertThat(phase.interval(64, true, 2, true, 0)).isEqualTo(16);
    phase.onPacket(-128, 2);
    assertThat(phase.remotePoll()).isEqualTo(-7);
    phase.onPacket(127, 2);
    assertThat(phase.remotePoll()).isEqualTo(24);
  }

  @Test
  void theNearerOneWaitsForTheFurther() {
    phase.onPacket(6, 3);
    assertThat(phase.interval(64, true, 2, true, 0)).isCloseTo(70.4, EXACT);
    assertThat(phase.interval(64, true, 2, false, 58.1)).isCloseTo(70.4, EXACT);
    assertThat(phase.interval(64, true, 2, false, 58.2)).as("it has waited").isEqualTo(64);
    assertThat(phase.interval(64, true, 4, false, 0)).as("we are further").isEqualTo(64);
  }

  @Test
  void equalsMoveApart() {
    phase.onPacket(6, 2);
    assertThat(phase.interval(64, true, 2, false, 38.3)).isEqualTo(64);
    assertThat(phase.interval(64, true, 2, false, 38.5)).isCloseTo(70.4, EXACT);
    assertThat(phase.interval(64, true, 2, true, 38.5)).isEqualTo(64);
  }

  @Test
  void stratumZeroIsTheFurthest() {
    phase.onPacket(6, 0);
    assertThat(phase.interval(64, true, 15, true, 0)).isCloseTo(70.4, EXACT);
    assertThat(phase.interval(64, true, 16, true, 0)).isEqualTo(64);
  }
}
