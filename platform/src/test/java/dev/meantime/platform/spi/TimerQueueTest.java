// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimerQueueTest {

  private final TimerQueue queue = new TimerQueue();
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsWhatIsDueAndNothingElse() {
    queue.schedule(20, () -> ran.add("20"));
    queue.schedule(10, () -> ran.add("10"));
    queue.schedule(21, () -> ran.add("21"));
    queue.runDue(20, () -> true);
    assertThat(ran).containsExactly("10", "20");
    assertThat(queue.nanosUntilNext(20)).isEqualTo(1);
  }

  @Test
  void leavesWhatATaskSchedulesForTheNextTurn() {
    queue.schedule(
        10,
        () -> {
          ran.add("first");
          queue.schedule(5, () -> ran.add("sooner"));
        });
    queue.schedule(10, () -> ran.add("second"));
    queue.runDue(10, () -> true);
    assertThat(ran).containsExactly("first", "second");
    assertThat(queue.nanosUntilNext(10)).isZero();
    queue.runDue(10, () -> true);
    assertThat(ran).containsExactly("first", "second", "sooner");
  }

  @Test
  void taskMayCancelOneThatIsDueToo() {
    List<Timers.Timer> later = new ArrayList<>();
    queue.schedule(10, () -> later.getFirst().cancel());
    later.add(queue.schedule(10, () -> ran.add("cancelled")));
    queue.runDue(10, () -> true);
    assertThat(ran).isEmpty();
    assertThat(queue.nanosUntilNext(10)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void neverSaysLongerThanForEver() {
    queue.schedule(Long.MAX_VALUE, () -> {});
    assertThat(queue.nanosUntilNext(-10)).isEqualTo(Long.MAX_VALUE);
    queue.schedule(Long.MIN_VALUE, () -> {});
    assertThat(queue.nanosUntilNext(10)).isZero();
  }

  @Test
  void keepsTheOrderOfAStableSort() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    record Task(long due, int number) {}
    List<Task> expected = new ArrayList<>();
    List<Task> actual = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Task task = new Task(random.nextInt(100), i);
      Timers.Timer timer = queue.schedule(task.due(), () -> actual.add(task));
      if (random.nextInt(4) == 0) {
        timer.cancel();
      } else {
        expected.add(task);
      }
    }
    expected.sort(Comparator.comparingLong(Task::due));
    queue.runDue(100, () -> true);
    assertThat(actual).as("seed %d", seed).isEqualTo(expected);
  }
}
