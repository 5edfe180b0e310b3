// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import dev.meantime.crypto.PacketAuthenticator.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The keys of a server, which checks a request with whichever key it names and answers with the
/// same. Confined to its owner's thread: a responder with several threads gives each its own ring.
///
/// {@link #verify} and {@link #seal(byte[], int, int, int)} allocate a few octets for the look-up
/// at most, never per octet of the packet.
public final class KeyRing {

  private final Map<Integer, KeySession> sessions;

  /// @param keys of keys with the same ID the first counts
  public KeyRing(Collection<SymmetricKey> keys) {
    sessions = HashMap.newHashMap(keys.size());
    for (SymmetricKey key : keys) {
      sessions.computeIfAbsent(key.wireId(), id -> new KeySession(key));
    }
  }

  public int size() {
    return sessions.size();
  }

  /// The key with this ID, as it stands in a packet.
  public Optional<SymmetricKey> find(int keyId) {
    return Optional.ofNullable(sessions.get(keyId)).map(KeySession::key);
  }

  /// Judges a request; `WRONG_KEY` says that the ring has no key of that ID.
  ///
  /// @param packet the datagram
  /// @param length its length in octets
  /// @param macOffset where the MAC field starts; equal to `length` when there is none
  public Verdict verify(byte[] packet, int length, int macOffset) {
    Verdict before = KeySession.precheck(packet, length, macOffset);
    if (before != Verdict.AUTHENTIC) {
      return before;
    }
    KeySession session = sessions.get(KeySession.keyId(packet, macOffset));
    if (session == null) {
      return Verdict.WRONG_KEY;
    }
    return session.fits(packet, length, macOffset) ? Verdict.AUTHENTIC : Verdict.FORGED;
  }

  /// The packet followed by the MAC that its version takes.
  ///
  /// @param keyId a key of this ring
  public byte[] seal(byte[] packet, int keyId) {
    return session(keyId).sealed(packet);
  }

  /// Appends a MAC in place and returns the new length.
  ///
  /// @param buffer the packet, with room for four octets more than the digest behind it
  /// @param length octets of the packet
  /// @param keyId a key of this ring
  /// @param digestLength octets of the request's digest, so that the response is no longer than it
  public int seal(byte[] buffer, int length, int keyId, int digestLength) {
    KeySession session = session(keyId);
    if (digestLength < 1 || digestLength > session.key().algorithm().digestLength()) {
      throw new IllegalArgumentException(
          session.key() + " has no digest of " + digestLength + " octets");
    }
    return session.append(buffer, length, digestLength);
  }

  private KeySession session(int keyId) {
    KeySession session = sessions.get(keyId);
    if (session == null) {
      throw new IllegalArgumentException("no key " + Integer.toUnsignedString(keyId));
    }
    return session;
  }
}
