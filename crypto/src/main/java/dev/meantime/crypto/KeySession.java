// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import dev.meantime.crypto.PacketAuthenticator.Verdict;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// One key at work: appends and checks MACs. Confined to its owner's thread.
final class KeySession {

  static final int ID_LENGTH = 4;

  private static final int SHORTEST_MAC = ID_LENGTH + 16;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final SymmetricKey key;
  private final KeyedDigest digest;
  private final byte[] computed = new byte[KeyedDigest.LONGEST];

  KeySession(SymmetricKey key) {
    this.key = key;
    this.digest = KeyedDigest.of(key);
  }

  SymmetricKey key() {
    return key;
  }

  static int version(byte[] packet) {
    return packet[0] >>> 3 & 7;
  }

  static int keyId(byte[] packet, int macOffset) {
    return (int) INT.get(packet, macOffset);
  }

  /// What can be said of a MAC field before its key is known: `AUTHENTIC` stands for "compute it".
  static Verdict precheck(byte[] packet, int length, int macOffset) {
    int macLength = length - macOffset;
    if (macLength == 0) {
      return Verdict.MISSING;
    }
    if (macLength == ID_LENGTH && keyId(packet, macOffset) == 0) {
      return Verdict.REFUSED;
    }
    return macLength < SHORTEST_MAC ? Verdict.FORGED : Verdict.AUTHENTIC;
  }

  /// Whether the MAC field is this key's over the octets before it: the whole digest, or its first
  /// 20 octets.
  boolean fits(byte[] packet, int length, int macOffset) {
    int received = length - macOffset - ID_LENGTH;
    int whole = key.algorithm().digestLength();
    if (received != whole && received != Math.min(whole, KeyAlgorithm.LONGEST_V4_DIGEST)) {
      return false;
    }
    digest.digest(packet, macOffset, computed);
    // All octets are compared whatever the first difference: the time taken tells a forger nothing.
    int difference = 0;
    for (int i = 0; i < received; i++) {
      difference |= computed[i] ^ packet[macOffset + ID_LENGTH + i];
    }
    return difference == 0;
  }

  /// Writes key ID and digest behind the first `length` octets and returns the new length.
  int append(byte[] buffer, int length, int digestLength) {
    digest.digest(buffer, length, computed);
    INT.set(buffer, length, key.wireId());
    System.arraycopy(computed, 0, buffer, length + ID_LENGTH, digestLength);
    return length + ID_LENGTH + digestLength;
  }

  byte[] sealed(byte[] packet) {
    int digestLength = key.algorithm().digestLength(version(packet));
    byte[] sealed = Arrays.copyOf(packet, packet.length + ID_LENGTH + digestLength);
    append(sealed, packet.length, digestLength);
    return sealed;
  }
}
