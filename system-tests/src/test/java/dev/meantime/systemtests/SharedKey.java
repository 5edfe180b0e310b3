// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import dev.meantime.crypto.KeyAlgorithm;
import dev.meantime.crypto.SymmetricKey;
import java.util.HexFormat;

/// A symmetric key as each side of a test writes it down.
///
/// @param id its number on the wire
/// @param hex the secret, two digits an octet
record SharedKey(long id, KeyAlgorithm algorithm, String hex) {

  private static final int ENOUGH_FOR_A_HASH = 24;

  /// A key whose secret follows from its algorithm and number. A hash's secret has 24 octets: ntpd
  /// takes up to 20 characters for text, not hexadecimal digits.
  static SharedKey of(long id, KeyAlgorithm algorithm) {
    int length = algorithm.keyLength() == 0 ? ENOUGH_FOR_A_HASH : algorithm.keyLength();
    byte[] secret = new byte[length];
    for (int i = 0; i < length; i++) {
      secret[i] = (byte) (31 * id + 7L * i + algorithm.code());
    }
    return new SharedKey(id, algorithm, HexFormat.of().formatHex(secret));
  }

  /// The same number and algorithm; the secret differs in its last bit.
  SharedKey withWrongSecret() {
    byte[] secret = HexFormat.of().parseHex(hex);
    secret[secret.length - 1] ^= 1;
    return new SharedKey(id, algorithm, HexFormat.of().formatHex(secret));
  }

  SharedKey withId(long other) {
    return new SharedKey(other, algorithm, hex);
  }

  SymmetricKey ours() {
    return new SymmetricKey(id, algorithm, HexFormat.of().parseHex(hex));
  }

  /// Its line in chrony's key file.
  String chronyLine() {
    return id + " " + algorithm.chronyName() + " HEX:" + hex;
  }

  /// Its line in ntpd's key file.
  String ntpLine() {
    return id
        + " "
        + (algorithm == KeyAlgorithm.AES128 ? "AES" : algorithm.chronyName())
        + " "
        + hex;
  }
}
