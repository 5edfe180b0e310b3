// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What came of reading a datagram as the reply to a request.
public sealed interface DecodedReply {

  /// The daemon's answer.
  ///
  /// @param status its code; {@link ControlStatus#of} knows most
  /// @param body empty unless the status is success
  record Answer(int status, ControlReply body) implements DecodedReply {}

  /// It answers this request with a reply of a kind that we do not know.
  record UnknownReply(int status, int code) implements DecodedReply {}

  /// It answers this request, but its end is missing.
  record Truncated() implements DecodedReply {}

  /// It answers something else: wait on.
  record Foreign() implements DecodedReply {}
}
