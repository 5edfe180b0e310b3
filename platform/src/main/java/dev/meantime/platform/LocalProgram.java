// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

/// Another program of this machine that takes questions on a Unix stream socket, one at a time. A
/// question and its answer each follow their length, 32 bits in network order, which is not part of
/// them here.
public interface LocalProgram {

  /// Asks, on the connection of the last question if it still stands, and waits for the answer as
  /// long as it takes. Never on the loop: {@link Background} is for that. One thread at a time.
  ///
  /// @param longest octets that an answer may have
  Reply ask(byte[] question, int longest);

  /// Ends the question under way, and the connection. From any thread, at any time; a question that
  /// comes later is asked on a new connection.
  void hangUp();

  /// What came back.
  sealed interface Reply {

    /// A whole answer.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares replies
    record Message(byte[] octets) implements Reply {}

    /// It took the question, and closed the connection.
    record Closed() implements Reply {}

    /// An answer that is too long for one.
    ///
    /// @param length octets, unsigned
    record TooLong(int length) implements Reply {}

    /// It could not be asked, or the connection broke.
    record Failed(String reason) implements Reply {}
  }
}
