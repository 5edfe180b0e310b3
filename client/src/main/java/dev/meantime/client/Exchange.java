// SPDX-License-Identifier: Apache-2.0
package dev.meantime.client;

import dev.meantime.client.Judge.Judgement;
import dev.meantime.client.NtpResult.Cause;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.PacketCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.CompletableFuture;

/// One request and the wait for its answer. Confined to the client's loop.
final class Exchange implements ClientLoop.Ending {

  private static final int POLL = 6;

  private final NtpServer server;
  private final InetSocketAddress address;
  private final PacketAuthenticator authenticator;
  private final long cookie;
  private final DatagramChannel channel;
  private final CompletableFuture<NtpResult> result;
  private Cause cause = new Cause.Timeout();
  private long sentNanos;
  private long sentMonotonicNanos;

  private Exchange(
      NtpServer server,
      InetSocketAddress address,
      long cookie,
      DatagramChannel channel,
      CompletableFuture<NtpResult> result) {
    this.server = server;
    this.address = address;
    this.authenticator = server.authenticator();
    this.cookie = cookie;
    this.channel = channel;
    this.result = result;
  }

  /// Opens a socket at a port of the system's choice and sends the request.
  ///
  /// @param spare overwritten
  /// @throws IOException when the system refuses; nothing stays open then
  static Exchange begin(
      NtpServer server,
      InetSocketAddress address,
      long cookie,
      Selector selector,
      byte[] spare,
      CompletableFuture<NtpResult> result)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    boolean begun = false;
    try {
      channel.configureBlocking(false);
      // Connected: the kernel drops what comes from elsewhere and tells of ICMP errors.
      channel.connect(address);
      Exchange exchange = new Exchange(server, address, cookie, channel, result);
      channel.register(selector, SelectionKey.OP_READ, exchange);
      // Nothing can be there that counts. But the classes and code that receiving needs now are
      // loaded before the request leaves, not between the arrival of the answer and its timestamp.
      channel.receive(ByteBuffer.wrap(spare));
      exchange.send();
      begun = true;
      return exchange;
    } finally {
      if (!begun) {
        channel.close();
      }
    }
  }

  void onReadable(byte[] octets, Judge judge) {
    try {
      while (!result.isDone()) {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        if (channel.receive(buffer) == null) {
          return;
        }
        long elapsedNanos = System.nanoTime() - sentMonotonicNanos;
        take(
            judge.judge(
                server,
                address,
                authenticator,
                cookie,
                octets,
                buffer.position(),
                sentNanos,
                elapsedNanos));
      }
    } catch (PortUnreachableException e) {
      finish(new NtpResult.Failure(server, new Cause.Unreachable("nobody listens at " + server)));
    } catch (IOException e) {
      finish(new NtpResult.Failure(server, new Cause.NetworkError(text(e))));
    }
  }

  @Override
  public Cause end() {
    close();
    return cause;
  }

  /// What to tell a person about a failed system call.
  static String text(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void send() throws IOException {
    byte[] request =
        authenticator.seal(
            PacketCodec.encode(NtpPacket.clientRequest(server.version(), POLL, cookie)));
    ByteBuffer datagram = ByteBuffer.wrap(request);
    sentNanos = LocalClock.epochNanos();
    sentMonotonicNanos = System.nanoTime();
    channel.write(datagram);
  }

  private void take(Judgement judgement) {
    switch (judgement) {
      case Judgement.Final(NtpResult decided) -> finish(decided);
      case Judgement.Ignored(Cause ignored) -> cause = ignored;
    }
  }

  private void finish(NtpResult decided) {
    close();
    result.complete(decided);
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost: the socket was for this query alone, and its result stands.
      cause = new Cause.NetworkError(text(e));
    }
  }
}
