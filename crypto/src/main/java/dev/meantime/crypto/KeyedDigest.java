// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Computes one key's digests with objects that it keeps. Confined to its owner's thread.
sealed interface KeyedDigest {

  /// Octets of the longest digest.
  int LONGEST = 64;

  static KeyedDigest of(SymmetricKey key) {
    return key.algorithm().isCipher() ? new Cmac(key) : new PrefixedHash(key);
  }

  /// Writes the whole digest of the first `length` octets of `packet` to the start of `out`.
  void digest(byte[] packet, int length, byte[] out);

  final class Cmac implements KeyedDigest {
    private final AesCmac cmac;

    private Cmac(SymmetricKey key) {
      cmac = new AesCmac(key.secret());
    }

    @Override
    public void digest(byte[] packet, int length, byte[] out) {
      cmac.mac(packet, 0, length, out, 0);
    }
  }

  /// H(secret ‖ packet), as every peer computes it. Unlike an HMAC it is open to length extension
  /// in principle; AES-CMAC is not.
  final class PrefixedHash implements KeyedDigest {
    private final MessageDigest hash;
    private final byte[] secret;

    private PrefixedHash(SymmetricKey key) {
      try {
        hash = MessageDigest.getInstance(key.algorithm().jdkName());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this JDK has no " + key.algorithm().chronyName(), e);
      }
      secret = key.secret();
    }

    @Override
    public void digest(byte[] packet, int length, byte[] out) {
      hash.update(secret);
      hash.update(packet, 0, length);
      try {
        hash.digest(out, 0, out.length);
      } catch (DigestException e) {
        throw new IllegalStateException("the buffer holds the longest digest", e);
      }
    }
  }
}
