// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TransmitStampsTest {

  private static final long NOW = 1_800_000_000_000_000_000L;

  private final TransmitStamps stamps = new TransmitStamps();

  @Test
  void numbersAsTheKernelDoes() {
    stamps.expect(7, NOW, true);
    stamps.expect("loop".getBytes(StandardCharsets.US_ASCII), NOW);
    stamps.expect(9, NOW, true);
    assertThat(stamps.token(stamps.find(0, NOW + 1000))).isEqualTo(7);
    assertThat(stamps.loopData(stamps.find(0, NOW + 1000))).isEmpty();
    assertThat(stamps.loopData(stamps.find(1, NOW + 1000))).asString().isEqualTo("loop");
    assertThat(stamps.token(stamps.find(2, NOW + 1000))).isEqualTo(9);
    assertThat(stamps.reading(stamps.find(2, NOW + 1000))).isEqualTo(NOW);
    assertThat(stamps.find(3, NOW + 1000)).isNegative();
  }

  @Test
  void takesBackNumbersOfWhatWasNotSent() {
    stamps.expect(1, NOW, true);
    stamps.expect(2, NOW, true);
    stamps.expect(3, NOW, true);
    stamps.resume(1);
    stamps.expect(4, NOW, true);
    assertThat(stamps.token(stamps.find(1, NOW))).isEqualTo(4);
  }

  @Test
  void forgetsAtARestart() {
    stamps.expect(1, NOW, true);
    stamps.restart();
    assertThat(stamps.find(0, NOW)).isNegative();
    assertThat(stamps.next()).isZero();
  }

  /// As comes after a restart, when the kernel uses a number again.
  @Test
  void takesNoTimestampForAnotherDatagrams() {
    stamps.expect(1, NOW, true);
    assertThat(stamps.find(0, NOW - 20_000_000)).isNegative();
    assertThat(stamps.find(0, NOW + 2_000_000_000)).isNegative();
    assertThat(stamps.find(0, NOW + 900_000_000)).isNotNegative();
  }

  @Test
  void keepsTheLastThousands() {
    for (int i = 0; i < 10_000; i++) {
      stamps.expect(i, NOW, true);
    }
    assertThat(stamps.find(5000, NOW)).isNegative();
    assertThat(stamps.token(stamps.find(9999, NOW))).isEqualTo(9999);
    assertThat(stamps.token(stamps.find(6000, NOW))).isEqualTo(6000);
  }
}
