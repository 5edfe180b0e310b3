// SPDX-License-Identifier: Apache-2.0
package dev.meantime.testing;

import dev.meantime.crypto.SymmetricKey;
import dev.meantime.wire.KissCode;

/// One thing that a {@link TestServer} does wrong. Faults combine: each says what it changes, and
/// the others still apply.
public sealed interface Fault {

  /// Requests are counted and never answered.
  record Silence() implements Fault {}

  /// Requests go unanswered at random.
  ///
  /// @param probability 0 to 1
  /// @param seed of the generator, which starts anew with each {@link TestServer#behave}
  record Loss(double probability, long seed) implements Fault {
    public Loss {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("probability " + probability);
      }
    }
  }

  /// Every answer is a kiss-o'-death: leap 3, stratum 0, and this code.
  record KissOfDeath(KissCode code) implements Fault {}

  /// The answer's origin is not the request's transmit timestamp: off by one bit.
  record WrongOrigin() implements Fault {}

  /// A timestamp of the answer is zero.
  record ZeroTimestamp(Field field) implements Fault {
    /// Which of them.
    public enum Field {
      REFERENCE,
      ORIGIN,
      RECEIVE,
      TRANSMIT
    }
  }

  /// Each answer is followed by copies of itself.
  ///
  /// @param copies how many datagrams more, at least 1
  record Duplicate(int copies) implements Fault {
    public Duplicate {
      if (copies < 1) {
        throw new IllegalArgumentException("copies " + copies);
      }
    }
  }

  /// The network is slow: the request seems to arrive later and the answer leaves later than it
  /// says. Unequal delays make an honest client err by half their difference.
  ///
  /// @param request seconds on the way to the server
  /// @param response seconds on the way back
  record Delay(double request, double response) implements Fault {
    public Delay {
      if (!(request >= 0 && response >= 0)) {
        throw new IllegalArgumentException("delays " + request + ", " + response);
      }
    }
  }

  /// Only the first octets of an answer arrive.
  ///
  /// @param length how many at most
  record Truncated(int length) implements Fault {}

  /// The answer is random octets, as no packet at all.
  ///
  /// @param length of each answer in octets
  /// @param seed of the generator, which starts anew with each {@link TestServer#behave}
  record Garbage(int length, long seed) implements Fault {}

  /// The answer comes from another port than the request went to.
  record WrongPort() implements Fault {}

  /// The answer is of this version, whatever the request's.
  ///
  /// @param version 1 to 4
  record OtherVersion(int version) implements Fault {}

  /// The answer names this poll interval in place of the request's.
  ///
  /// @param poll log2 seconds
  record AnnouncedPoll(int poll) implements Fault {}

  /// The answer to an authenticated request has no MAC.
  record NoMac() implements Fault {}

  /// The answer's MAC has the right key ID and a wrong digest.
  record ForgedMac() implements Fault {}

  /// The answer is authenticated with this key, whatever the request's.
  record OtherKey(SymmetricKey key) implements Fault {}

  /// Every answer ends in a crypto-NAK, authentic request or not.
  record CryptoNak() implements Fault {}
}
