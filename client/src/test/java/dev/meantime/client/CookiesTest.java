// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CookiesTest {

  /// Through many batches, and by two that know nothing of each other. A chance of one in 10^13 to
  /// fail for no reason.
  @Test
  void neverGivesTheSameTwice() {
    Cookies one = new Cookies();
    Cookies other = new Cookies();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      assertThat(seen.add(one.next())).isTrue();
      assertThat(seen.add(other.next())).isTrue();
    }
  }

  /// A mean of 500 with a standard deviation of 16.
  @Test
  void setsEveryBitHalfOfTheTime() {
    Cookies cookies = new Cookies();
    int[] set = new int[Long.SIZE];
    for (int i = 0; i < 1000; i++) {
      long cookie = cookies.next();
      for (int bit = 0; bit < Long.SIZE; bit++) {
        set[bit] += (int) (cookie >>> bit & 1);
      }
    }
    for (int count : set) {
      assertThat(count).isBetween(350, 650);
    }
  }
}
