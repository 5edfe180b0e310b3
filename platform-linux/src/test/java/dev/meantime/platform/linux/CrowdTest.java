// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final long MILLISECOND = 1_000_000;

  private final Crowd crowd = new Crowd(-7 * MILLISECOND);

  @Test
  void nobodyIsNoCrowd() {
    assertThat(crowd.isThick(-7 * MILLISECOND)).isFalse();
    assertThat(crowd.isThick(3 * MILLISECOND)).isFalse();
  }

  @Test
  void hundredThousandASecondAreOne() {
    crowd.served(100);
    assertThat(crowd.isThick(-6 * MILLISECOND)).isTrue();
  }

  @Test
  void twentyThousandASecondAreNot() {
    crowd.served(20);
    assertThat(crowd.isThick(-6 * MILLISECOND)).isFalse();
  }

  @Test
  void manyAtOnceAreNotEither() {
    crowd.served(100);
    assertThat(crowd.isThick(0)).isFalse();
  }

  @Test
  void itIsGoneAWindowAfterItsLast() {
    crowd.served(1000);
    assertThat(crowd.isThick(-6 * MILLISECOND)).isTrue();
    assertThat(crowd.isThick(-6 * MILLISECOND + MILLISECOND / 2)).isTrue();
    assertThat(crowd.isThick(-5 * MILLISECOND)).isFalse();
  }
}
