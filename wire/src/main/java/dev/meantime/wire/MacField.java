// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.util.Arrays;
import java.util.HexFormat;

/// What follows the header and the extension fields: nothing, a crypto-NAK, or a key ID with a
/// digest (RFC 5905 §7.3).
public sealed interface MacField {

  /// No MAC.
  record None() implements MacField {}

  /// Four zero octets: the other side could not authenticate our packet.
  record CryptoNak() implements MacField {}

  /// A message authentication code.
  ///
  /// @param keyId which key, unsigned; 0 never names one
  /// @param digest 16 to 64 octets
  record Mac(int keyId, byte[] digest) implements MacField {
    @Override
    public boolean equals(Object other) {
      return other instanceof Mac that && keyId == that.keyId && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
      return 31 * keyId + Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
      return "Mac[keyId="
          + Integer.toUnsignedString(keyId)
          + ", digest="
          + HexFormat.of().formatHex(digest)
          + "]";
    }
  }
}
