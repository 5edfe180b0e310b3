// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAlgorithmTest {

  @ParameterizedTest
  @EnumSource
  void chronysNameSurvivesTheRoundTripInCapitalsOnly(KeyAlgorithm algorithm) {
    String name = algorithm.chronyName();
    assertThat(KeyAlgorithm.ofChronyName(name)).contains(algorithm);
    assertThat(KeyAlgorithm.ofChronyName(name.toLowerCase(Locale.ROOT))).isEmpty();
    assertThat(KeyAlgorithm.ofNtpName(name.toLowerCase(Locale.ROOT))).contains(algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, 1, 16, 16, 4",
    "SHA1, 2, 20, 20, 4",
    "SHA256, 3, 32, 20, 3",
    "SHA384, 4, 48, 20, 3",
    "SHA512, 5, 64, 20, 3",
    "SHA3_224, 6, 28, 20, 3",
    "SHA3_256, 7, 32, 20, 3",
    "SHA3_384, 8, 48, 20, 3",
    "SHA3_512, 9, 64, 20, 3",
    "TIGER, 10, 24, 20, 3",
    "WHIRLPOOL, 11, 64, 20, 3",
    "AES128, 13, 16, 16, 4",
    "AES256, 14, 16, 16, 4",
  })
  void hasChronysCodeAndDigestLengths(
      KeyAlgorithm algorithm, int code, int whole, int cut, int version) {
    assertThat(algorithm.code()).isEqualTo(code);
    assertThat(algorithm.digestLength(3)).isEqualTo(whole);
    assertThat(algorithm.digestLength(4)).isEqualTo(cut);
    assertThat(algorithm.suggestedVersion()).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({
    "m, MD5",
    "M, MD5",
    "md5, MD5",
    "sha, SHA1",
    "SHA-1, SHA1",
    "sha1, SHA1",
    "sha-256, SHA256",
    "aes, AES128",
    "AES-128, AES128",
    "aes128cmac, AES128",
    "AES-256, AES256",
  })
  void acceptsNtpdsNames(String name, KeyAlgorithm algorithm) {
    assertThat(KeyAlgorithm.ofNtpName(name)).contains(algorithm);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AES-192", "RMD160", "md4", "MD5 "})
  void knowsNoOtherNames(String name) {
    assertThat(KeyAlgorithm.ofNtpName(name)).isEmpty();
    assertThat(KeyAlgorithm.ofChronyName(name)).isEmpty();
  }

  @Test
  void recognisesWhatItDoesNotSupport() {
    assertThat(KeyAlgorithm.values())
        .filteredOn(algorithm -> !algorithm.isSupported())
        .containsExactly(KeyAlgorithm.TIGER, KeyAlgorithm.WHIRLPOOL);
  }
}
