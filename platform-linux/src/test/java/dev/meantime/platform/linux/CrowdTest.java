// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final long MILLISECOND = 1_000_000;

  private final Crowd crowd = new Crowd(-7 * MILLISECOND);

  private boolean isThickAt(long nanos) {
    crowd.look(nanos);
    return crowd.isThick();
  }

  @Test
  void nobodyIsNoCrowd() {
    assertThat(isThickAt(-7 * MILLISECOND)).isFalse();
    assertThat(isThickAt(3 * MILLISECOND)).isFalse();
    assertThat(crowd.isFrequent()).isFalse();
  }

  @Test
  void hundredThousandASecondAreOne() {
    crowd.served(100);
    assertThat(isThickAt(-6 * MILLISECOND)).isTrue();
  }

  @Test
  void twentyThousandASecondAreNot() {
    crowd.served(20);
    assertThat(isThickAt(-6 * MILLISECOND)).isFalse();
    assertThat(crowd.isFrequent()).isTrue();
  }

  @Test
  void aThousandASecondAreNotFrequent() {
    crowd.served(10);
    assertThat(isThickAt(3 * MILLISECOND)).isFalse();
    assertThat(crowd.isFrequent()).isFalse();
  }

  @Test
  void manyAtOnceAreNotEither() {
    crowd.served(100);
    assertThat(isThickAt(0)).isFalse();
  }

  @Test
  void itIsGoneAWindowAfterItsLast() {
    crowd.served(1000);
    assertThat(isThickAt(-6 * MILLISECOND)).isTrue();
    assertThat(isThickAt(-6 * MILLISECOND + MILLISECOND / 2)).isTrue();
    assertThat(isThickAt(-5 * MILLISECOND)).isFalse();
  }
}
