// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import dev.meantime.platform.LocalProgram;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/// Asks over a Unix stream socket, on one connection as long as it holds. Each question is asked by
/// one thread, after the one before was answered; any thread may hang up.
public final class StreamLocalProgram implements LocalProgram {

  private final Path path;

  /// Guarded by this.
  private Optional<SocketChannel> connection = Optional.empty();

  public StreamLocalProgram(Path path) {
    this.path = path;
  }

  @Override
  public Reply ask(byte[] question, int longest) {
    SocketChannel channel;
    try {
      channel = connected();
    } catch (IOException | UnsupportedOperationException e) {
      hangUp();
      return new Reply.Failed(path + ": " + reason(e));
    }
    try {
      Reply reply = exchange(channel, question, longest);
      if (!(reply instanceof Reply.Message)) {
        hangUp();
      }
      return reply;
    } catch (IOException e) {
      hangUp();
      return new Reply.Failed(path + ": " + reason(e));
    }
  }

  @Override
  public void hangUp() {
    Optional<SocketChannel> open = replaceConnection(Optional.empty());
    if (open.isPresent()) {
      try {
        open.get().close();
      } catch (IOException ignored) {
        // It is no longer used, which is all that was wanted.
      }
    }
  }

  private static String reason(Exception e) {
    return e instanceof ClosedChannelException ? "the connection was closed" : "" + e.getMessage();
  }

  private synchronized Optional<SocketChannel> connection() {
    return connection;
  }

  /// @return the one before, which is the caller's now
  private synchronized Optional<SocketChannel> replaceConnection(Optional<SocketChannel> next) {
    Optional<SocketChannel> before = connection;
    connection = next;
    return before;
  }

  private SocketChannel connected() throws IOException {
    Optional<SocketChannel> open = connection();
    if (open.isPresent() && isQuiet(open.get())) {
      return open.get();
    }
    hangUp();
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    // Known before it is connected: that may take long, and somebody may want to hang up.
    replaceConnection(Optional.of(channel));
    channel.connect(UnixDomainSocketAddress.of(path));
    return channel;
  }

  /// Whether a connection still stands, with no answer on it that nobody asked for.
  private static boolean isQuiet(SocketChannel channel) {
    try {
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return read == 0;
    } catch (IOException ignored) {
      return false;
    }
  }

  private static Reply exchange(SocketChannel channel, byte[] question, int longest)
      throws IOException {
    ByteBuffer asked = ByteBuffer.allocate(Integer.BYTES + question.length);
    asked.putInt(question.length).put(question).flip();
    while (asked.hasRemaining()) {
      channel.write(asked);
    }
    ByteBuffer prefix = ByteBuffer.allocate(Integer.BYTES);
    if (!fill(channel, prefix)) {
      return new Reply.Closed();
    }
    int length = prefix.getInt(0);
    if (length < 0 || length > longest) {
      return new Reply.TooLong(length);
    }
    ByteBuffer answer = ByteBuffer.allocate(length);
    return fill(channel, answer) ? new Reply.Message(answer.array()) : new Reply.Closed();
  }

  /// Whether the buffer was filled before the connection ended.
  private static boolean fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }
}
