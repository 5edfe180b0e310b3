// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.LocalProgram.Reply;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class StreamLocalProgramTest {

  private static final int LONGEST = 8;
  private static final byte[] QUESTION = {1, 2, 3};
  private static final String ASKED = "00000003" + "010203";

  @TempDir Path directory;
  private Path path;
  private ServerSocketChannel server;
  private StreamLocalProgram socket;

  @BeforeEach
  void listen() throws IOException {
    path = directory.resolve("socket");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    socket = new StreamLocalProgram(path);
  }

  @AfterEach
  void close() throws IOException {
    socket.hangUp();
    server.close();
  }

  private static <T> FutureTask<T> elsewhere(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private FutureTask<Reply> ask() {
    return elsewhere(() -> socket.ask(QUESTION, LONGEST));
  }

  private static void read(SocketChannel connection) throws IOException {
    ByteBuffer asked = ByteBuffer.allocate(ASKED.length() / 2);
    while (asked.hasRemaining() && connection.read(asked) >= 0) {
      // A stream has no messages.
    }
    assertThat(HexFormat.of().formatHex(asked.array())).isEqualTo(ASKED);
  }

  private static void write(SocketChannel connection, String hex) throws IOException {
    connection.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private static void isMessage(FutureTask<Reply> asking, String hex)
      throws InterruptedException, ExecutionException {
    assertThat(asking.get())
        .isInstanceOfSatisfying(
            Reply.Message.class,
            message -> assertThat(HexFormat.of().formatHex(message.octets())).isEqualTo(hex));
  }

  @Test
  void asksAgainOnTheSameConnectionAndTakesAnAnswerInParts() throws Exception {
    FutureTask<Reply> first = ask();
    try (SocketChannel connection = server.accept()) {
      read(connection);
      write(connection, "0000");
      write(connection, "0002aa");
      write(connection, "bb");
      isMessage(first, "aabb");
      FutureTask<Reply> second = ask();
      read(connection);
      write(connection, "00000000");
      isMessage(second, "");
    }
  }

  @Test
  void connectsAnewWhenTheConnectionEndedInBetween() throws Exception {
    FutureTask<Reply> first = ask();
    try (SocketChannel connection = server.accept()) {
      read(connection);
      write(connection, "00000001aa");
      isMessage(first, "aa");
    }
    answersOnANewConnection();
  }

  @Test
  void connectsAnewWhenMoreCameThanTheAnswer() throws Exception {
    FutureTask<Reply> first = ask();
    try (SocketChannel connection = server.accept()) {
      read(connection);
      write(connection, "00000001aa" + "00000001bb");
      isMessage(first, "aa");
      answersOnANewConnection();
    }
  }

  @Test
  void tellsThatTheConnectionWasClosedInsteadOfAnAnswer() throws Exception {
    for (String beginning : new String[] {"", "0000", "00000002aa"}) {
      FutureTask<Reply> asking = ask();
      try (SocketChannel connection = server.accept()) {
        read(connection);
        if (!beginning.isEmpty()) {
          write(connection, beginning);
        }
      }
      assertThat(asking.get()).isEqualTo(new Reply.Closed());
    }
    answersOnANewConnection();
  }

  @Test
  void takesNoAnswerThatIsTooLong() throws Exception {
    for (int length : new int[] {LONGEST + 1, Integer.MAX_VALUE, -1}) {
      FutureTask<Reply> asking = ask();
      try (SocketChannel connection = server.accept()) {
        read(connection);
        write(connection, String.format("%08x", length));
        assertThat(asking.get()).isEqualTo(new Reply.TooLong(length));
      }
    }
    answersOnANewConnection();
  }

  @Test
  void aQuestionEndsWhenSomebodyHangsUp() throws Exception {
    FutureTask<Reply> asking = ask();
    try (SocketChannel connection = server.accept()) {
      read(connection);
      socket.hangUp();
      assertThat(asking.get()).isNotInstanceOf(Reply.Message.class);
    }
    answersOnANewConnection();
  }

  @Test
  void saysWhyNobodyCanBeAsked() throws Exception {
    StreamLocalProgram nowhere = new StreamLocalProgram(directory.resolve("absent"));
    assertThat(nowhere.ask(QUESTION, LONGEST))
        .isInstanceOfSatisfying(
            Reply.Failed.class,
            failed -> assertThat(failed.reason()).startsWith(directory + "/absent: "));
    server.close();
    assertThat(socket.ask(QUESTION, LONGEST)).isInstanceOf(Reply.Failed.class);
    StreamLocalProgram longer = new StreamLocalProgram(directory.resolve("x".repeat(200)));
    assertThat(longer.ask(QUESTION, LONGEST)).isInstanceOf(Reply.Failed.class);
  }

  private void answersOnANewConnection() throws Exception {
    FutureTask<Reply> asking = ask();
    try (SocketChannel connection = server.accept()) {
      read(connection);
      write(connection, "00000001cc");
      isMessage(asking, "cc");
    }
  }
}
