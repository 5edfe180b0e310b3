// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/// AES-CMAC (RFC 4493, NIST SP 800-38B) on the JDK's AES: the MAC of NTP packets in RFC 8573 and
/// the pseudo-random function in AES-SIV.
///
/// Holds the key schedule and one block of state, so that a MAC allocates nothing. Confined to its
/// owner's thread.
public final class AesCmac {

  /// Octets of a block, and of a MAC.
  public static final int LENGTH = 16;

  private final Cipher aes;
  private final byte[] lastComplete;
  private final byte[] lastPadded;
  private final byte[] state = new byte[LENGTH];

  /// @param key 16, 24 or 32 octets; copied
  public AesCmac(byte[] key) {
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new IllegalArgumentException("AES has no keys of " + key.length + " octets");
    }
    try {
      aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES", e);
    }
    byte[] zero = new byte[LENGTH];
    encrypt(zero);
    lastComplete = doubled(zero);
    lastPadded = doubled(lastComplete);
  }

  /// The MAC of a whole array.
  public byte[] mac(byte[] data) {
    byte[] mac = new byte[LENGTH];
    mac(data, 0, data.length, mac, 0);
    return mac;
  }

  /// Writes the 16 octets of the MAC of `data[offset]` to `data[offset + length - 1]` into `out`
  /// from `outOffset` on. The two may be the same array.
  public void mac(byte[] data, int offset, int length, byte[] out, int outOffset) {
    int position = offset;
    int last = offset + length - (length == 0 ? 0 : (length - 1) % LENGTH + 1);
    Arrays.fill(state, (byte) 0);
    while (position < last) {
      xor(data, position, LENGTH);
      encrypt(state);
      position += LENGTH;
    }
    int rest = offset + length - last;
    xor(data, last, rest);
    if (rest == LENGTH) {
      xor(lastComplete, 0, LENGTH);
    } else {
      state[rest] ^= (byte) 0x80;
      xor(lastPadded, 0, LENGTH);
    }
    encrypt(state);
    System.arraycopy(state, 0, out, outOffset, LENGTH);
  }

  /// Multiplies by x in GF(2^128): the step from which CMAC and S2V derive their masks.
  ///
  /// @param block 16 octets, left as they are
  public static byte[] doubled(byte[] block) {
    byte[] result = new byte[LENGTH];
    int carry = 0;
    for (int i = LENGTH - 1; i >= 0; i--) {
      int shifted = (block[i] & 0xff) << 1 | carry;
      result[i] = (byte) shifted;
      carry = shifted >>> 8;
    }
    // Without a branch: the carry depends on the key.
    result[LENGTH - 1] ^= (byte) (0x87 & -carry);
    return result;
  }

  private void xor(byte[] data, int offset, int count) {
    for (int i = 0; i < count; i++) {
      state[i] ^= data[offset + i];
    }
  }

  private void encrypt(byte[] block) {
    try {
      int written = aes.update(block, 0, LENGTH, block, 0);
      if (written != LENGTH) {
        throw new IllegalStateException("AES returned " + written + " octets of a block");
      }
    } catch (ShortBufferException e) {
      throw new IllegalStateException("a block fits a block", e);
    }
  }
}
