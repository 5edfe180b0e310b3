// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meantime.crypto.PacketAuthenticator.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {

  private static final SymmetricKey MD5 =
      new SymmetricKey(1, KeyAlgorithm.MD5, "one".getBytes(US_ASCII));
  private static final SymmetricKey SHA512 =
      new SymmetricKey(0xffff_ffffL, KeyAlgorithm.SHA512, "two".getBytes(US_ASCII));

  private final KeyRing ring = new KeyRing(List.of(MD5, SHA512));

  @Test
  void checksARequestWithTheKeyItNames() {
    for (SymmetricKey key : List.of(MD5, SHA512)) {
      byte[] sealed = new SymmetricAuthenticator(key).seal(SymmetricAuthenticatorTest.packet(4));
      assertThat(ring.verify(sealed, sealed.length, 48)).isEqualTo(Verdict.AUTHENTIC);
      sealed[5] = 1;
      assertThat(ring.verify(sealed, sealed.length, 48)).isEqualTo(Verdict.FORGED);
      assertThat(ring.find(key.wireId())).contains(key);
    }
  }

  @Test
  void knowsNoOtherKey() {
    SymmetricKey other = new SymmetricKey(2, KeyAlgorithm.MD5, "one".getBytes(US_ASCII));
    byte[] sealed = new SymmetricAuthenticator(other).seal(SymmetricAuthenticatorTest.packet(4));
    assertThat(ring.verify(sealed, sealed.length, 48)).isEqualTo(Verdict.WRONG_KEY);
    assertThat(ring.verify(sealed, 48, 48)).isEqualTo(Verdict.MISSING);
    assertThat(ring.verify(new byte[52], 52, 48)).isEqualTo(Verdict.REFUSED);
    assertThat(ring.find(2)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> ring.seal(new byte[48], 2));
  }

  @Test
  void sealsInPlaceNoLongerThanTheRequest() {
    byte[] packet = SymmetricAuthenticatorTest.packet(3);
    byte[] whole = new SymmetricAuthenticator(SHA512).seal(packet);
    byte[] buffer = Arrays.copyOf(packet, 200);
    assertThat(ring.seal(buffer, 48, SHA512.wireId(), 64)).isEqualTo(116);
    assertThat(Arrays.copyOf(buffer, 116)).isEqualTo(whole);
    assertThat(ring.seal(buffer, 48, SHA512.wireId(), 20)).isEqualTo(72);
    assertThat(Arrays.copyOf(buffer, 72)).isEqualTo(Arrays.copyOf(whole, 72));
    assertThat(ring.seal(packet, SHA512.wireId())).isEqualTo(whole);
    assertThatIllegalArgumentException().isThrownBy(() -> ring.seal(buffer, 48, 1, 20));
  }

  @Test
  void ofKeysWithTheSameIdTheFirstCounts() {
    SymmetricKey later = new SymmetricKey(1, KeyAlgorithm.SHA1, "later".getBytes(US_ASCII));
    KeyRing both = new KeyRing(List.of(MD5, later));
    assertThat(both.size()).isEqualTo(1);
    assertThat(both.find(1)).contains(MD5);
  }
}
