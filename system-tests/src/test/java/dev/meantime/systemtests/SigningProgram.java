// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// In place of Samba's `ntp_signd`: takes questions on a Unix stream socket and signs with a
/// password that every account has, or misbehaves as it is told.
final class SigningProgram implements AutoCloseable {

  /// What is done with a question.
  enum Conduct {
    SIGN,
    /// Answers that it does not sign.
    REFUSE,
    /// As for an account that is disabled.
    CLOSE,
    ANSWER_ANOTHER_QUESTION,
    /// Answers with more octets than a client's request has.
    SIGN_AT_LENGTH,
    ANSWER_NOTHING
  }

  /// Octets of a question before its packet, the length included.
  static final int QUESTION_HEADER = 20;

  static final int NUMBER = 12;
  static final int ACCOUNT = 16;

  private static final byte[] PASSWORD = "a machine's".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 1 << 16;
  private static final int SIGNED = 3;
  private static final int REFUSED = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServerSocketChannel socket;
  private final BlockingQueue<byte[]> questions = new LinkedBlockingQueue<>();
  private volatile Conduct conduct = Conduct.SIGN;

  private SigningProgram(ServerSocketChannel socket) {
    this.socket = socket;
  }

  /// @param directory where it makes its socket
  static SigningProgram in(Path directory) {
    try {
      ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      socket.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
      SigningProgram program = new SigningProgram(socket);
      Thread.ofVirtual().name("signer").start(program::accept);
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How the questions that follow are treated.
  void behaves(Conduct next) {
    conduct = next;
  }

  /// The next question, with its length before it.
  byte[] question() {
    try {
      byte[] question = questions.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (question == null) {
        throw new AssertionError("nothing was asked");
      }
      return question;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// How many questions nobody has looked at.
  int unread() {
    return questions.size();
  }

  /// From now on only later questions are told.
  void forget() {
    questions.clear();
  }

  /// The packet of a question with its signature.
  static byte[] signed(byte[] question) {
    byte[] packet = Arrays.copyOfRange(question, QUESTION_HEADER, question.length);
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(PASSWORD);
      byte[] digest = md5.digest(packet);
      return ByteBuffer.allocate(packet.length + 4 + digest.length)
          .put(packet)
          .put(question, ACCOUNT, 4)
          .put(digest)
          .array();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = socket.accept();
        Thread.ofVirtual().name("signer of a connection").start(() -> serve(connection));
      }
    } catch (ClosedChannelException e) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(connection));
      OutputStream out = Channels.newOutputStream(connection);
      while (true) {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
          throw new AssertionError("a question of " + length + " octets");
        }
        byte[] question = ByteBuffer.allocate(4 + length).putInt(length).array();
        in.readFully(question, 4, length);
        Conduct now = conduct;
        questions.add(question);
        int number = ByteBuffer.wrap(question).getShort(NUMBER) & 0xffff;
        switch (now) {
          case SIGN -> out.write(answer(SIGNED, number, signed(question)));
          case REFUSE -> out.write(answer(REFUSED, number, new byte[0]));
          case CLOSE -> {
            return;
          }
          case ANSWER_ANOTHER_QUESTION -> out.write(answer(SIGNED, number + 1, signed(question)));
          case SIGN_AT_LENGTH ->
              out.write(answer(SIGNED, number, Arrays.copyOf(signed(question), 72)));
          case ANSWER_NOTHING -> {}
        }
      }
    } catch (IOException e) {
      // Whoever asked has ended the connection.
    }
  }

  private static byte[] answer(int operation, int number, byte[] packet) {
    return ByteBuffer.allocate(16 + packet.length)
        .putInt(12 + packet.length)
        .putInt(0)
        .putInt(operation)
        .putInt(number)
        .put(packet)
        .array();
  }
}
