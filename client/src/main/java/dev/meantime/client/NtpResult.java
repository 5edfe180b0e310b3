// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.wire.Decoded;
import dev.meantime.wire.ReferenceId;

/// What came of asking a server.
public sealed interface NtpResult {

  /// Whom we asked.
  NtpServer server();

  /// An answer to use.
  record Success(NtpServer server, NtpMeasurement measurement) implements NtpResult {}

  /// An answer that belongs to our request, from a server that should not be followed.
  record Rejected(NtpServer server, NtpMeasurement measurement, Rejection reason)
      implements NtpResult {}

  /// No answer that counts.
  record Failure(NtpServer server, Cause cause) implements NtpResult {}

  /// Why an answer should not be followed. The limits are those of chrony's defaults.
  sealed interface Rejection {
    /// Its leap indicator or stratum says that it does not have the time.
    record Unsynchronised() implements Rejection {}

    /// It can be too far from true time.
    ///
    /// @param distance root distance, seconds
    /// @param limit seconds
    record TooFar(double distance, double limit) implements Rejection {}

    /// The round trip took too long.
    ///
    /// @param delay seconds
    /// @param limit seconds
    record TooSlow(double delay, double limit) implements Rejection {}

    /// It took too long to answer, or says that it answered before it was asked.
    ///
    /// @param seconds between receiving and answering
    record ImplausibleServerTime(double seconds) implements Rejection {}
  }

  /// Why there is no answer.
  sealed interface Cause {
    /// Nothing that counts arrived before the deadline.
    record Timeout() implements Cause {}

    /// The server refuses, by this kiss code (RFC 5905 §7.4). Obey `RATE` and `DENY`: ask less, or
    /// elsewhere.
    record KissOfDeath(ReferenceId code) implements Cause {}

    /// Only answers to questions that we never asked arrived.
    record BadOrigin() implements Cause {}

    /// What arrived lacked a timestamp.
    record MissingTimestamps() implements Cause {}

    /// What arrived is not an NTP packet, or not a server's.
    record Malformed(String what) implements Cause {
      static Malformed of(Decoded.Reason reason) {
        return new Malformed(reason.label());
      }
    }

    /// What arrived was not sealed with the server's key.
    record NotAuthentic(PacketAuthenticator.Verdict verdict) implements Cause {}

    /// Nobody listens there: the host or a router said so.
    record Unreachable(String what) implements Cause {}

    /// There is no such name.
    record UnknownHost(String what) implements Cause {}

    /// The system refused to send.
    record NetworkError(String what) implements Cause {}

    /// The client was closed before an answer came.
    record Closed() implements Cause {}
  }
}
