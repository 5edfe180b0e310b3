// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import java.security.MessageDigest;

/// A secret shared by two NTP hosts, under a number that both know. Immutable; {@link #toString}
/// never shows the secret.
public final class SymmetricKey {

  /// The highest key ID.
  public static final long HIGHEST_ID = 0xffff_ffffL;

  private static final int LEAST_BITS = 80;

  private final long id;
  private final KeyAlgorithm algorithm;
  private final byte[] secret;

  /// @param id 1 to 2^32 - 1; ntpd's end at 65535
  /// @param secret any number of octets from 1 on for a hash, exactly 16 or 32 for AES; copied
  /// @throws IllegalArgumentException if the algorithm is not supported or a value is out of range
  public SymmetricKey(long id, KeyAlgorithm algorithm, byte[] secret) {
    if (id < 1 || id > HIGHEST_ID) {
      throw new IllegalArgumentException("key ID " + id);
    }
    if (!algorithm.isSupported()) {
      throw new IllegalArgumentException(algorithm.chronyName() + " is not supported");
    }
    int needed = algorithm.keyLength();
    if (secret.length == 0 || (needed != 0 && secret.length != needed)) {
      throw new IllegalArgumentException(
          algorithm.chronyName() + " key of " + secret.length + " octets");
    }
    this.id = id;
    this.algorithm = algorithm;
    this.secret = secret.clone();
  }

  public long id() {
    return id;
  }

  /// The ID as the 32 bits of the packet.
  public int wireId() {
    return (int) id;
  }

  public KeyAlgorithm algorithm() {
    return algorithm;
  }

  /// The secret's length in bits.
  public int bits() {
    return 8 * secret.length;
  }

  /// Whether the secret has fewer than 80 bits, which is worth a warning.
  public boolean isShort() {
    return bits() < LEAST_BITS;
  }

  /// The secret itself, not a copy: for this package only.
  byte[] secret() {
    return secret;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SymmetricKey that
        && id == that.id
        && algorithm == that.algorithm
        && MessageDigest.isEqual(secret, that.secret);
  }

  /// Of the ID and the algorithm only, so that a hash code in a dump tells nothing of the secret.
  @Override
  public int hashCode() {
    return 31 * Long.hashCode(id) + algorithm.hashCode();
  }

  @Override
  public String toString() {
    return "SymmetricKey[id=" + id + ", " + algorithm.chronyName() + ", " + bits() + " bits]";
  }
}
