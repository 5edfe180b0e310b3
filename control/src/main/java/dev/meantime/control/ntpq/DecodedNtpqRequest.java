// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

/// What a datagram is.
sealed interface DecodedNtpqRequest {

  record Asks(NtpqRequest request) implements DecodedNtpqRequest {}

  /// A request that cannot be understood, and is told so.
  record Malformed(NtpqRequest header) implements DecodedNtpqRequest {}

  /// None at all: no control message, or an answer.
  record Ignored() implements DecodedNtpqRequest {}
}
