// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleStoreTest {

  private static Sample at(long time) {
    return new Sample(time, 0, 0, 0, 0, 0);
  }

  @Test
  void keepsAsManyOlderSamplesAsAreInUse() {
    SampleStore store = new SampleStore(4);
    for (int i = 0; i < 10; i++) {
      store.add(at(i));
    }

    assertThat(store.used()).isEqualTo(4);
    assertThat(store.older()).isEqualTo(4);
    assertThat(store.get(0).timeNanos()).isEqualTo(2);
    assertThat(store.last().timeNanos()).isEqualTo(9);

    store.retire(2);

    assertThat(store.used()).isEqualTo(2);
    assertThat(store.older()).isEqualTo(2);
    assertThat(store.get(0).timeNanos()).isEqualTo(6);
    assertThat(store.isFull()).isFalse();
  }

  @Test
  void behavesLikeTwoQueues() {
    for (long seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      int max = 1 + random.nextInt(64);
      SampleStore store = new SampleStore(max);
      Deque<Long> older = new ArrayDeque<>();
      Deque<Long> used = new ArrayDeque<>();
      for (long time = 0; time < 300; time++) {
        store.add(at(time));
        if (used.size() == max) {
          older.add(used.remove());
        }
        used.add(time);
        int retired = random.nextInt(4) == 0 ? random.nextInt(used.size()) : 0;
        store.retire(retired);
        for (int i = 0; i < retired; i++) {
          older.add(used.remove());
        }
        while (older.size() > used.size()) {
          older.remove();
        }
        List<Long> expected = new ArrayList<>(older);
        expected.addAll(used);
        List<Long> actual = new ArrayList<>();
        for (int i = 0; i < store.size(); i++) {
          actual.add(store.get(i).timeNanos());
        }
        assertThat(actual).as("seed %d, time %d", seed, time).isEqualTo(expected);
        assertThat(store.used()).isEqualTo(used.size());
      }
    }
  }
}
