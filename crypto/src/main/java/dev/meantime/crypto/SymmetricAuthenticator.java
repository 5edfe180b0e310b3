// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

/// The authenticator of an association with a symmetric key. It accepts that key only, so that the
/// holder of another key of ours cannot speak for this source. Confined to the association's loop.
///
/// A version 4 packet carries at most 20 octets of digest, an older one the whole of it.
public final class SymmetricAuthenticator implements PacketAuthenticator {

  private final KeySession session;

  public SymmetricAuthenticator(SymmetricKey key) {
    this.session = new KeySession(key);
  }

  public SymmetricKey key() {
    return session.key();
  }

  @Override
  public int suggestedVersion() {
    return session.key().algorithm().suggestedVersion();
  }

  @Override
  public byte[] seal(byte[] packet) {
    return session.sealed(packet);
  }

  @Override
  public Verdict verify(byte[] packet, int length, int macOffset) {
    Verdict before = KeySession.precheck(packet, length, macOffset);
    if (before != Verdict.AUTHENTIC) {
      return before;
    }
    if (KeySession.keyId(packet, macOffset) != session.key().wireId()) {
      return Verdict.WRONG_KEY;
    }
    return session.fits(packet, length, macOffset) ? Verdict.AUTHENTIC : Verdict.FORGED;
  }
}
