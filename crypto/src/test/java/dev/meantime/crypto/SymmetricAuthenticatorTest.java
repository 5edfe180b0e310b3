// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.crypto.PacketAuthenticator.Verdict;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SymmetricAuthenticatorTest {

  private static final String NTPKEY = "6e74706b6579";
  private static final SymmetricKey SHA1 =
      new SymmetricKey(0xfedcba98L, KeyAlgorithm.SHA1, "a key of some length".getBytes(US_ASCII));

  /// Computed with OpenSSL.
  @ParameterizedTest
  @CsvSource({
    "MD5, " + NTPKEY + ", 2b5a66aa158fb1a0eb167c849d5b7ecc",
    "SHA1, " + NTPKEY + ", d270c818bcab57b245b492e8524340de8350d733",
    "SHA256, " + NTPKEY + ", 7936f839696989bfa51c5a5b66bf1e95904516d7",
    "AES128, 000102030405060708090a0b0c0d0e0f, ba9cc628ed8a3792e63dd88f1430ed67",
  })
  void sealsWithKeyIdAndDigest(KeyAlgorithm algorithm, String secret, String digest) {
    byte[] packet = packet(4);
    byte[] sealed =
        new SymmetricAuthenticator(new SymmetricKey(10, algorithm, hex(secret))).seal(packet);
    assertThat(sealed).startsWith(packet);
    assertThat(HexFormat.of().formatHex(sealed, 48, sealed.length)).isEqualTo("0000000a" + digest);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TIGER", "WHIRLPOOL"})
  void agreesWithBouncyCastle(KeyAlgorithm algorithm) {
    long seed = 0x5EED0020L + algorithm.code();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      int version = random.nextInt(1, 5);
      SymmetricKey key = key(algorithm, random);
      byte[] packet = new byte[48 + 4 * random.nextInt(60)];
      random.nextBytes(packet);
      packet[0] = (byte) (version << 3 | 3);
      byte[] whole = oracle(key, packet);
      int length = version == 4 ? Math.min(20, whole.length) : whole.length;
      SymmetricAuthenticator authenticator = new SymmetricAuthenticator(key);

      byte[] sealed = authenticator.seal(packet);
      assertThat(Arrays.copyOfRange(sealed, packet.length + 4, sealed.length))
          .as("seed %x, step %d", seed, i)
          .isEqualTo(Arrays.copyOf(whole, length));
      assertThat(authenticator.verify(sealed, sealed.length, packet.length))
          .isEqualTo(Verdict.AUTHENTIC);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TIGER", "WHIRLPOOL"})
  void everyChangedBitIsAForgery(KeyAlgorithm algorithm) {
    SymmetricKey key = key(algorithm, new SplittableRandom(7));
    for (int version = 3; version <= 4; version++) {
      SymmetricAuthenticator authenticator = new SymmetricAuthenticator(key);
      byte[] sealed = authenticator.seal(packet(version));
      for (int bit = 0; bit < 8 * sealed.length; bit++) {
        byte[] changed = sealed.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        boolean inKeyId = bit / 32 == 12;
        assertThat(authenticator.verify(changed, changed.length, 48))
            .as("bit %d", bit)
            .isEqualTo(inKeyId ? Verdict.WRONG_KEY : Verdict.FORGED);
      }
      assertThat(authenticator.verify(sealed, sealed.length, 48)).isEqualTo(Verdict.AUTHENTIC);
    }
  }

  @Test
  void acceptsTheDigestWholeOrCutToTwentyOctetsOnly() {
    SymmetricKey key = key(KeyAlgorithm.SHA512, new SplittableRandom(8));
    SymmetricAuthenticator authenticator = new SymmetricAuthenticator(key);
    byte[] sealed = authenticator.seal(packet(3));
    assertThat(sealed).hasSize(48 + 4 + 64);
    for (int digest = 0; digest <= 64; digest++) {
      Verdict verdict = authenticator.verify(sealed, 52 + digest, 48);
      boolean good = digest == 20 || digest == 64;
      assertThat(verdict)
          .as("%d octets", digest)
          .isEqualTo(good ? Verdict.AUTHENTIC : Verdict.FORGED);
    }
  }

  @Test
  void namesWhatIsWrong() {
    SymmetricAuthenticator authenticator = new SymmetricAuthenticator(SHA1);
    byte[] packet = packet(4);
    byte[] sealed = authenticator.seal(packet);
    SymmetricKey sameIdOtherSecret =
        new SymmetricKey(SHA1.id(), KeyAlgorithm.SHA1, "other".getBytes(US_ASCII));
    SymmetricKey otherIdSameSecret = new SymmetricKey(1, KeyAlgorithm.SHA1, SHA1.secret());

    assertThat(authenticator.verify(packet, 48, 48)).isEqualTo(Verdict.MISSING);
    assertThat(authenticator.verify(Arrays.copyOf(packet, 52), 52, 48)).isEqualTo(Verdict.REFUSED);
    assertThat(verify(authenticator, new SymmetricAuthenticator(sameIdOtherSecret).seal(packet)))
        .isEqualTo(Verdict.FORGED);
    assertThat(verify(authenticator, new SymmetricAuthenticator(otherIdSameSecret).seal(packet)))
        .isEqualTo(Verdict.WRONG_KEY);
    assertThat(authenticator.verify(sealed, 56, 48)).isEqualTo(Verdict.FORGED);
    assertThat(verify(authenticator, sealed)).isEqualTo(Verdict.AUTHENTIC);
  }

  @Test
  void ignoresOctetsOfTheBufferBehindTheDatagram() {
    SymmetricAuthenticator authenticator = new SymmetricAuthenticator(SHA1);
    byte[] sealed = authenticator.seal(packet(4));
    byte[] buffer = Arrays.copyOf(sealed, 1500);
    Arrays.fill(buffer, sealed.length, 1500, (byte) 0x55);
    assertThat(authenticator.verify(buffer, sealed.length, 48)).isEqualTo(Verdict.AUTHENTIC);
  }

  @Test
  void withoutAuthenticationAnythingGoes() {
    byte[] packet = packet(4);
    assertThat(PacketAuthenticator.none().seal(packet)).isEqualTo(packet);
    assertThat(PacketAuthenticator.none().verify(packet, 48, 48)).isEqualTo(Verdict.AUTHENTIC);
  }

  private static Verdict verify(SymmetricAuthenticator authenticator, byte[] sealed) {
    return authenticator.verify(sealed, sealed.length, 48);
  }

  static SymmetricKey key(KeyAlgorithm algorithm, SplittableRandom random) {
    int length = algorithm.keyLength() == 0 ? random.nextInt(1, 70) : algorithm.keyLength();
    byte[] secret = new byte[length];
    random.nextBytes(secret);
    return new SymmetricKey(random.nextLong(1, 1L << 32), algorithm, secret);
  }

  static byte[] packet(int version) {
    byte[] packet = new byte[48];
    packet[0] = (byte) (version << 3 | 3);
    return packet;
  }

  private static byte[] oracle(SymmetricKey key, byte[] packet) {
    return switch (key.algorithm()) {
      case MD5 -> hash(new MD5Digest(), key, packet);
      case SHA1 -> hash(new SHA1Digest(), key, packet);
      case SHA256 -> hash(SHA256Digest.newInstance(), key, packet);
      case SHA384 -> hash(new SHA384Digest(), key, packet);
      case SHA512 -> hash(new SHA512Digest(), key, packet);
      case SHA3_224 -> hash(new SHA3Digest(224), key, packet);
      case SHA3_256 -> hash(new SHA3Digest(256), key, packet);
      case SHA3_384 -> hash(new SHA3Digest(384), key, packet);
      case SHA3_512 -> hash(new SHA3Digest(512), key, packet);
      case AES128, AES256 -> AesCmacTest.bouncy(key.secret(), packet, 0, packet.length);
      case TIGER, WHIRLPOOL -> throw new AssertionError(key);
    };
  }

  private static byte[] hash(Digest digest, SymmetricKey key, byte[] packet) {
    digest.update(key.secret(), 0, key.secret().length);
    digest.update(packet, 0, packet.length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
