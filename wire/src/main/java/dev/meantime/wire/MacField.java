// SPDX-License-Identifier: Apache-2.0
package dev.meantime.wire;

import java.util.Arrays;
import java.util.HexFormat;

/// What follows the header and the extension fields: nothing, a crypto-NAK, or a key ID with a
/// digest (RFC 5905 §7.3).
public sealed interface MacField {

  /// Octets on the wire.
  default int length() {
    return switch (this) {
      case None() -> 0;
      case CryptoNak() -> 4;
      case Mac mac -> 4 + mac.digest().length;
    };
  }

  /// No MAC.
  record None() implements MacField {}

  /// Four zero octets: the other side could not authenticate our packet.
  record CryptoNak() implements MacField {}

  /// A message authentication code.
  ///
  /// @param keyId which key, unsigned; 0 never names one
  /// @param digest 16 to 64 octets, at most 20 in version 4; or the 68 of an extended MS-SNTP
  ///   request, four octets of flags and 64 zeros
  @SuppressWarnings("ArrayRecordComponent") // compared by content below
  record Mac(int keyId, byte[] digest) implements MacField {

    /// Octets of an extended MS-SNTP request's digest.
    static final int EXTENDED_MS_SNTP = 4 + 64;

    public Mac {
      if (digest.length % 4 != 0 || digest.length < 16 || digest.length > EXTENDED_MS_SNTP) {
        throw new IllegalArgumentException("digest of " + digest.length + " octets");
      }
    }

    /// Whether this is no digest but the request of a Windows domain member (MS-SNTP) to have the
    /// response signed: a key ID, which is an account's RID, and zeros.
    public boolean asksForSignature() {
      int flags = digest.length == EXTENDED_MS_SNTP ? 4 : 0;
      if (keyId == 0 || (flags == 0 && digest.length != 16)) {
        return false;
      }
      for (int i = flags; i < digest.length; i++) {
        if (digest[i] != 0) {
          return false;
        }
      }
      return true;
    }

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
