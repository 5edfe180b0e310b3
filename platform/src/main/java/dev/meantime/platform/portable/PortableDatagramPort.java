// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.WallClock;
import dev.meantime.platform.spi.PostBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;

/// One UDP socket. Its timestamps are its own readings of the clock: before sending, after
/// receiving.
final class PortableDatagramPort implements DatagramPort {

  // So that one busy socket cannot keep the others and the timers waiting.
  private static final int BATCH = 64;

  private final DatagramChannel channel;
  private final Selector selector;
  private final boolean ipv4;
  private final InetSocketAddress local;
  private final DatagramHandler handler;
  private final WallClock clock;
  private final PostBox postBox;
  private final ByteBuffer buffer;

  /// @param channel bound, and connected if it will ever be
  /// @param buffer room for the largest datagram; all sockets of a loop share it
  PortableDatagramPort(
      DatagramChannel channel,
      Selector selector,
      boolean ipv4,
      DatagramHandler handler,
      WallClock clock,
      PostBox postBox,
      ByteBuffer buffer)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.ipv4 = ipv4;
    this.handler = handler;
    this.clock = clock;
    this.postBox = postBox;
    this.buffer = buffer;
    this.local = (InetSocketAddress) channel.getLocalAddress();
  }

  DatagramChannel channel() {
    return channel;
  }

  boolean isIpv4() {
    return ipv4;
  }

  @Override
  public InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public Timestamp send(byte[] data, SocketAddress remote) throws IOException {
    Timestamp timestamp = now();
    int sent;
    try {
      sent = transmit(data, remote);
    } catch (PortUnreachableException e) {
      // An earlier datagram was refused; reporting that used this call up, so nothing was sent.
      postBox.post(() -> deliverError(e));
      timestamp = now();
      sent = transmit(data, remote);
    }
    if (sent == 0 && data.length > 0) {
      throw new IOException("send to " + remote + ": the socket's buffer is full");
    }
    return timestamp;
  }

  private int transmit(byte[] data, SocketAddress remote) throws IOException {
    ByteBuffer datagram = ByteBuffer.wrap(data);
    return channel.isConnected() ? channel.write(datagram) : channel.send(datagram, remote);
  }

  /// Hands what has arrived to the handler.
  void receiveReady(BooleanSupplier goOn) {
    for (int left = BATCH; left > 0 && channel.isOpen() && goOn.getAsBoolean(); left--) {
      SocketAddress remote;
      buffer.clear();
      try {
        remote = channel.receive(buffer);
      } catch (IOException e) {
        deliverError(e);
        continue;
      }
      if (remote == null) {
        return;
      }
      // A socket for IPv6 gets IPv4 datagrams too, as the JDK opens it, if nobody else takes them.
      boolean foreign =
          !ipv4
              && remote instanceof InetSocketAddress address
              && address.getAddress() instanceof Inet4Address;
      if (!foreign) {
        Timestamp arrival = now();
        byte[] data = new byte[buffer.flip().remaining()];
        buffer.get(data);
        handler.onDatagram(new Datagram(data, remote, local, arrival));
      }
    }
  }

  private void deliverError(IOException error) {
    if (channel.isOpen()) {
      handler.onError(error);
    }
  }

  private Timestamp now() {
    return new Timestamp(clock.nowNanos(), Timestamp.Source.DAEMON);
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
      // The system keeps the port until the selector has let go of the channel.
      selector.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
