// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.association;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendDelayTest {

  @Test
  void isTheLeastOfTheLastEight() {
    SendDelay delay = new SendDelay();
    assertThat(delay.nanos()).isZero();
    delay.add(500);
    assertThat(delay.nanos()).isEqualTo(500);
    delay.add(300);
    for (int i = 0; i < 7; i++) {
      delay.add(900);
      assertThat(delay.nanos()).isEqualTo(300);
    }
    delay.add(900);
    assertThat(delay.nanos()).isEqualTo(900);
  }

  @Test
  void isNeitherNegativeNorLong() {
    SendDelay delay = new SendDelay();
    delay.add(5_000_000_000L);
    assertThat(delay.nanos()).isEqualTo(1_000_000);
    delay.add(-5);
    assertThat(delay.nanos()).isZero();
  }
}
