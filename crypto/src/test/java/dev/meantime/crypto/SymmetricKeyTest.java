// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SymmetricKeyTest {

  @Test
  void textShowsNoSecret() {
    SymmetricKey key = new SymmetricKey(7, KeyAlgorithm.MD5, "hunter2".getBytes(US_ASCII));
    assertThat(key).hasToString("SymmetricKey[id=7, MD5, 56 bits]");
  }

  @Test
  void idIsUnsigned() {
    SymmetricKey key = new SymmetricKey(0xffff_ffffL, KeyAlgorithm.MD5, new byte[10]);
    assertThat(key.wireId()).isEqualTo(-1);
    assertThat(key.id()).isEqualTo(4_294_967_295L);
    assertRefused(0, KeyAlgorithm.MD5, 16);
    assertRefused(-1, KeyAlgorithm.MD5, 16);
    assertRefused(1L << 32, KeyAlgorithm.MD5, 16);
  }

  @Test
  void aesKeysHaveOneLengthAndNoKeyIsEmpty() {
    assertRefused(1, KeyAlgorithm.AES128, 15);
    assertRefused(1, KeyAlgorithm.AES128, 32);
    assertRefused(1, KeyAlgorithm.AES256, 16);
    assertRefused(1, KeyAlgorithm.SHA1, 0);
    assertRefused(1, KeyAlgorithm.TIGER, 16);
  }

  @Test
  void lessThanEightyBitsAreShort() {
    assertThat(new SymmetricKey(1, KeyAlgorithm.SHA1, new byte[9]).isShort()).isTrue();
    assertThat(new SymmetricKey(1, KeyAlgorithm.SHA1, new byte[10]).isShort()).isFalse();
  }

  @Test
  void secretIsCopiedAndPartOfEquality() {
    byte[] secret = {1, 2, 3};
    SymmetricKey key = new SymmetricKey(1, KeyAlgorithm.SHA1, secret);
    SymmetricKey same = new SymmetricKey(1, KeyAlgorithm.SHA1, secret);
    secret[0] = 9;
    assertThat(key).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(key).isNotEqualTo(new SymmetricKey(1, KeyAlgorithm.SHA1, secret));
  }

  private static void assertRefused(long id, KeyAlgorithm algorithm, int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SymmetricKey(id, algorithm, new byte[length]));
  }
}
