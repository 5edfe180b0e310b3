// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  private final Simulation simulation = new Simulation(1, 10 * DAY);
  private final List<String> happened = new ArrayList<>();

  private Runnable note(String what) {
    return () -> happened.add(what + "@" + simulation.elapsed());
  }

  @Test
  void thingsHappenInTheOrderOfTimeThenOfPlanning() {
    simulation.after(2, note("c"));
    simulation.after(1, note("a"));
    simulation.after(1, note("b"));
    simulation.run(1.5);
    assertThat(happened).containsExactly("a@1.0", "b@1.0");
    assertThat(simulation.elapsed()).isEqualTo(1.5);
    assertThat(simulation.step()).isTrue();
    assertThat(simulation.step()).isFalse();
    assertThat(happened).endsWith("c@2.0");
  }

  @Test
  void whatIsCancelledDoesNotHappen() {
    simulation.after(1, note("no")).run();
    simulation.run(2);
    assertThat(happened).isEmpty();
  }

  @Test
  void theGridIsEvenUntilItIsEnded() {
    List<Long> times = new ArrayList<>();
    Runnable end = simulation.every(0.1, () -> times.add(simulation.trueNanos() - 10 * DAY));
    simulation.run(0.35);
    end.run();
    simulation.run(1);
    assertThat(times).containsExactly(100_000_000L, 200_000_000L, 300_000_000L);
    assertThatThrownBy(() -> simulation.every(0, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGridMayEndItself() {
    List<Runnable> end = new ArrayList<>();
    end.add(
        simulation.every(
            1,
            () -> {
              note("once").run();
              end.getFirst().run();
            }));
    simulation.run(5);
    assertThat(happened).containsExactly("once@1.0");
  }

  @Test
  void anInsertedSecondIsTheOneBeforeItOnceMore() {
    simulation.leapSecond(12 * DAY, LeapIndicator.INSERT);
    assertThat(simulation.announcedLeap()).isEqualTo(LeapIndicator.NONE);
    simulation.run(1.5 * 86_400);
    assertThat(simulation.announcedLeap()).isEqualTo(LeapIndicator.INSERT);
    simulation.run(0.5 * 86_400 - 0.5);
    assertThat(simulation.utcNanos()).isEqualTo(12 * DAY - SECOND / 2);
    simulation.run(1);
    assertThat(simulation.utcNanos()).isEqualTo(12 * DAY - SECOND / 2);
    assertThat(simulation.announcedLeap()).isEqualTo(LeapIndicator.NONE);
    simulation.run(1);
    assertThat(simulation.utcNanos()).isEqualTo(12 * DAY + SECOND / 2);
    assertThat(simulation.trueNanos() - simulation.utcNanos()).isEqualTo(SECOND);
  }

  @Test
  void aDeletedSecondIsLeftOutAndLeapsAddUp() {
    simulation.leapSecond(11 * DAY, LeapIndicator.DELETE);
    simulation.leapSecond(12 * DAY, LeapIndicator.DELETE);
    simulation.run(86_400 - 1.5);
    assertThat(simulation.utcNanos()).isEqualTo(11 * DAY - 3 * SECOND / 2);
    simulation.run(1);
    assertThat(simulation.utcNanos()).isEqualTo(11 * DAY + SECOND / 2);
    simulation.run(86_400);
    assertThat(simulation.utcNanos() - simulation.trueNanos()).isEqualTo(2 * SECOND);
    assertThatThrownBy(() -> simulation.leapSecond(12 * DAY, LeapIndicator.INSERT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> simulation.leapSecond(13 * DAY + 1, LeapIndicator.INSERT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
