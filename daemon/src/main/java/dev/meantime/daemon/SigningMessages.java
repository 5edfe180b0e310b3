// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.nio.ByteBuffer;

/// What is said to Samba's `ntp_signd` and what it says. A message follows its length, 32 bits, on
/// a stream; its numbers are big-endian, but for an account's, which goes the way a client's packet
/// has it.
///
/// | octets | asked | answered |
/// |---|---|---|
/// | 0–3 | version 0 | version 0 |
/// | 4–7 | 0: sign for a client | 3 signed, 4 not signed |
/// | 8–11 | 16 bits of number, 16 of nothing | the number, 32 bits |
/// | 12– | account, 32 bits; the packet | the packet with its MAC |
final class SigningMessages {

  /// What Samba calls its socket.
  static final String SOCKET = "socket";

  /// Octets of an answer without its packet.
  static final int ANSWER_HEADER = 12;

  private static final int QUESTION_HEADER = 16;
  private static final int VERSION = 0;
  private static final int SIGN_FOR_CLIENT = 0;
  private static final int SIGNED = 3;
  private static final int NOT_SIGNED = 4;

  private SigningMessages() {}

  /// An answer.
  sealed interface Answer {

    /// A signature.
    ///
    /// @param packet with a MAC
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    record Signed(byte[] packet) implements Answer {}

    /// No signature: the account is not known, or has no password.
    record NotSigned() implements Answer {}

    /// Nothing that answers the question.
    record Nonsense(String what) implements Answer {}
  }

  /// A question, without its length.
  ///
  /// @param number of the question, 0 to 65535
  /// @param keyId as big-endian as it was read from the client's packet
  static byte[] question(int number, int keyId, byte[] packet) {
    return ByteBuffer.allocate(QUESTION_HEADER + packet.length)
        .putInt(VERSION)
        .putInt(SIGN_FOR_CLIENT)
        .putShort((short) number)
        .putShort((short) 0)
        .putInt(keyId)
        .put(packet)
        .array();
  }

  /// Reads an answer, without its length.
  ///
  /// @param number the question's
  /// @param packet the question's: one that was signed begins with it
  /// @param longest octets that a signed packet may have
  static Answer answer(byte[] message, int number, byte[] packet, int longest) {
    if (message.length < ANSWER_HEADER) {
      return new Answer.Nonsense("an answer of " + message.length + " octets");
    }
    ByteBuffer fields = ByteBuffer.wrap(message);
    int version = fields.getInt();
    int operation = fields.getInt();
    int answered = fields.getInt();
    if (version != VERSION) {
      return new Answer.Nonsense("version " + Integer.toUnsignedString(version));
    }
    if (answered != number) {
      return new Answer.Nonsense("the answer to another question");
    }
    if (operation == NOT_SIGNED) {
      return new Answer.NotSigned();
    }
    if (operation != SIGNED) {
      return new Answer.Nonsense("operation " + Integer.toUnsignedString(operation));
    }
    byte[] signed = new byte[fields.remaining()];
    fields.get(signed);
    if (signed.length <= packet.length || signed.length > longest) {
      return new Answer.Nonsense("a signed packet of " + signed.length + " octets");
    }
    if (!ByteBuffer.wrap(signed, 0, packet.length).equals(ByteBuffer.wrap(packet))) {
      return new Answer.Nonsense("another packet than it was given");
    }
    return new Answer.Signed(signed);
  }
}
