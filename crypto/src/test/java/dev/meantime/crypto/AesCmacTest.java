// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AesCmacTest {

  /// The message of RFC 4493 §4 and of NIST SP 800-38B appendix D.
  private static final byte[] MESSAGE =
      hex(
          "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
              + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");

  private static final String KEY_128 = "2b7e151628aed2a6abf7158809cf4f3c";
  private static final String KEY_256 =
      "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";

  @ParameterizedTest
  @CsvSource({
    KEY_128 + ", 0, bb1d6929e95937287fa37d129b756746",
    KEY_128 + ", 16, 070a16b46b4d4144f79bdd9dd04a287c",
    KEY_128 + ", 40, dfa66747de9ae63030ca32611497c827",
    KEY_128 + ", 64, 51f0bebf7e3b9d92fc49741779363cfe",
    KEY_256 + ", 0, 028962f61b7bf89efc6b551f4667d983",
    KEY_256 + ", 16, 28a7023f452e8f82bd4bf28d8c37c35c",
    KEY_256 + ", 40, aaf3d8f1de5640c232f5b169b9c911e6",
    KEY_256 + ", 64, e1992190549f6ed5696a2c056c315410",
  })
  void agreesWithRfc4493AndNist(String key, int length, String mac) {
    assertThat(new AesCmac(hex(key)).mac(Arrays.copyOf(MESSAGE, length))).isEqualTo(hex(mac));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void agreesWithBouncyCastleOnEveryLength(int keyLength) {
    SplittableRandom random = new SplittableRandom(0x5EED0010L + keyLength);
    byte[] key = new byte[keyLength];
    random.nextBytes(key);
    AesCmac ours = new AesCmac(key);
    for (int length = 0; length < 200; length++) {
      byte[] data = new byte[length + 7];
      random.nextBytes(data);
      byte[] out = new byte[20];
      ours.mac(data, 3, length, out, 2);
      assertThat(Arrays.copyOfRange(out, 2, 18))
          .as("length %d", length)
          .isEqualTo(bouncy(key, data, 3, length));
    }
  }

  @Test
  void inputAndOutputMayBeTheSameArray() {
    byte[] expected = new AesCmac(hex(KEY_128)).mac(MESSAGE);
    byte[] buffer = Arrays.copyOf(MESSAGE, 80);
    new AesCmac(hex(KEY_128)).mac(buffer, 0, 64, buffer, 64);
    assertThat(Arrays.copyOfRange(buffer, 64, 80)).isEqualTo(expected);
  }

  @Test
  void doublesInTheField() {
    byte[] block = hex("7df76b0c1ab899b33e42f047b91b546f"); // RFC 4493 §4: AES-128(key, 0)
    byte[] once = AesCmac.doubled(block);
    assertThat(once).isEqualTo(hex("fbeed618357133667c85e08f7236a8de"));
    assertThat(AesCmac.doubled(once)).isEqualTo(hex("f7ddac306ae266ccf90bc11ee46d513b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, 33})
  void refusesKeysThatAesDoesNotHave(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AesCmac(new byte[length]));
  }

  static byte[] bouncy(byte[] key, byte[] data, int offset, int length) {
    CMac mac = new CMac(AESEngine.newInstance());
    mac.init(new KeyParameter(key));
    mac.update(data, offset, length);
    byte[] out = new byte[16];
    mac.doFinal(out, 0);
    return out;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
