// SPDX-License-Identifier: Apache-2.0
package dev.meantime.crypto;

import dev.meantime.crypto.PacketAuthenticator.Verdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The keys of a server, which checks a request with whichever key it names and answers with the
/// same. Confined to its owner's thread: a responder with several threads gives each its own ring.
///
/// {@link #verify} and {@link #seal(byte[], int, int, int)} allocate nothing.
public final class KeyRing {

  // In the order of the IDs, so that a key is found without making an object of its ID.
  private final int[] ids;
  private final KeySession[] sessions;

  /// @param keys of keys with the same ID the first counts
  public KeyRing(Collection<SymmetricKey> keys) {
    SortedMap<Integer, KeySession> byId = new TreeMap<>();
    for (SymmetricKey key : keys) {
      byId.computeIfAbsent(key.wireId(), id -> new KeySession(key));
    }
    ids = byId.keySet().stream().mapToInt(Integer::intValue).toArray();
    sessions = byId.values().toArray(KeySession[]::new);
  }

  public int size() {
    return ids.length;
  }

  /// The key with this ID, as it stands in a packet.
  public Optional<SymmetricKey> find(int keyId) {
    int index = Arrays.binarySearch(ids, keyId);
    return index < 0 ? Optional.empty() : Optional.of(sessions[index].key());
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
    int index = Arrays.binarySearch(ids, KeySession.keyId(packet, macOffset));
    if (index < 0) {
      return Verdict.WRONG_KEY;
    }
    return sessions[index].fits(packet, length, macOffset) ? Verdict.AUTHENTIC : Verdict.FORGED;
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
    int index = Arrays.binarySearch(ids, keyId);
    if (index < 0) {
      throw new IllegalArgumentException("no key " + Integer.toUnsignedString(keyId));
    }
    return sessions[index];
  }
}
