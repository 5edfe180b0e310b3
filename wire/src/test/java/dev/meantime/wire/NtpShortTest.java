// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NtpShortTest {

  @ParameterizedTest
  @CsvSource({
    "-Infinity, 0",
    "-1, 0",
    "-0.0, 0",
    "0, 0",
    "4.9E-324, 1",
    "0.0000152587890625, 1",
    "0.00001525878906251, 2",
    "0.5, 8000",
    "1, 10000",
    "65535, ffff0000",
    "65535.9999, fffffffa",
    "65535.99998, ffffffff",
    "65536, ffffffff",
    "Infinity, ffffffff",
    "NaN, ffffffff",
  })
  void roundsUpAndSaturates(double seconds, String hex) {
    assertThat(Integer.toHexString(NtpShort.ofSeconds(seconds).bits())).isEqualTo(hex);
  }

  @Test
  void everySixteenBitPatternSurvivesTheRoundTripInEitherHalf() {
    for (int i = 0; i < 1 << 16; i++) {
      NtpShort low = new NtpShort(i);
      NtpShort high = new NtpShort(i << 16 | 0xffff - i);
      assertThat(NtpShort.ofSeconds(low.toSeconds())).isEqualTo(low);
      assertThat(NtpShort.ofSeconds(high.toSeconds())).isEqualTo(high);
    }
  }

  @Test
  void topBitIsNotASign() {
    assertThat(new NtpShort(0x8000_0000).toSeconds()).isEqualTo(32768);
    assertThat(new NtpShort(-1)).hasToString("65535.99998474121 s");
  }
}
