// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

/// How one association authenticates: it seals requests and judges responses. Confined to the
/// association's loop.
///
/// Symmetric keys are stateless behind this interface; NTS keeps cookies and the identifier of the
/// last request.
public interface PacketAuthenticator {

  /// What became of a response.
  enum Verdict {
    /// Sealed by the other side with the expected key.
    AUTHENTIC,
    /// It carries no authentication although it must.
    MISSING,
    /// It names another key than the association's.
    WRONG_KEY,
    /// The digest does not fit the packet.
    FORGED,
    /// The other side says that it could not authenticate the request (crypto-NAK, NTS NAK). Itself
    /// unauthenticated.
    REFUSED
  }

  /// Returns the octets to send: the packet followed by what authenticates it.
  ///
  /// @param packet a complete request without MAC
  byte[] seal(byte[] packet);

  /// Judges a response.
  ///
  /// @param packet the datagram
  /// @param length its length in octets
  /// @param macOffset where the MAC field starts; equal to `length` when there is none
  Verdict verify(byte[] packet, int length, int macOffset);

  /// The NTP version that suits the authentication: 3 when its MAC is longer than the 24 octets
  /// that version 4 has room for, else 4.
  default int suggestedVersion() {
    return 4;
  }

  /// For an association without authentication: seals nothing and accepts everything.
  static PacketAuthenticator none() {
    return NoAuthentication.INSTANCE;
  }
}
