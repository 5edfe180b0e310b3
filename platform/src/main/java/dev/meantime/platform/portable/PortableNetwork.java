// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Network;
import dev.meantime.platform.UdpOptions;
import dev.meantime.platform.WallClock;
import dev.meantime.platform.spi.PostBox;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.Optional;

/// UDP sockets by NIO. On a wildcard socket {@link Datagram#local} is the wildcard address, since
/// NIO does not tell which address a datagram was sent to.
final class PortableNetwork implements Network {

  private static final int LARGEST_DATAGRAM = 65_536;

  private final Selector selector;
  private final WallClock clock;
  private final PostBox postBox;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  PortableNetwork(Selector selector, WallClock clock, PostBox postBox) {
    this.selector = selector;
    this.clock = clock;
    this.postBox = postBox;
  }

  @Override
  public DatagramPort open(UdpOptions options, DatagramHandler handler) throws IOException {
    if (!options.device().isEmpty()) {
      throw new IOException(
          "the portable platform cannot bind a socket to the interface " + options.device());
    }
    DatagramChannel channel = openChannel(options.local().getAddress());
    boolean opened = false;
    try {
      channel.configureBlocking(false);
      if (options.dscp() != 0) {
        channel.setOption(StandardSocketOptions.IP_TOS, options.dscp() << 2);
      }
      bind(channel, options.local());
      if (options.remote().isPresent()) {
        connect(channel, options.remote().get());
      }
      PortableDatagramPort port =
          new PortableDatagramPort(
              channel,
              selector,
              options.local().getAddress() instanceof Inet4Address,
              handler,
              clock,
              postBox,
              buffer);
      channel.register(selector, SelectionKey.OP_READ, port);
      opened = true;
      return port;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  @Override
  public DatagramPort openLocal(Path path, int mode, DatagramHandler handler) {
    throw new UnsupportedOperationException(
        "the portable platform has no Unix datagram sockets (" + path + ")");
  }

  @Override
  public boolean isReachable(InetAddress address) {
    // Connecting a UDP socket sends nothing; the system only looks for a route.
    try (DatagramChannel channel = openChannel(address)) {
      channel.connect(new InetSocketAddress(address, 123));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static DatagramChannel openChannel(InetAddress like) throws IOException {
    boolean v6 = like instanceof Inet6Address;
    try {
      return DatagramChannel.open(v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    } catch (UnsupportedOperationException e) {
      throw new IOException("socket: no " + (v6 ? "IPv6" : "IPv4") + " on this machine", e);
    }
  }

  private static void connect(DatagramChannel channel, InetSocketAddress remote)
      throws IOException {
    try {
      channel.connect(remote);
    } catch (IOException e) {
      throw new IOException("connect to " + remote + ": " + e.getMessage(), e);
    }
  }

  /// Binds, with room for the other family's wildcard on the same port: the JDK opens every IPv6
  /// socket for both families, which then collide.
  private void bind(DatagramChannel channel, InetSocketAddress local) throws IOException {
    Optional<DatagramChannel> twin = otherWildcard(local);
    try {
      if (twin.isPresent()) {
        shareAddress(channel, true);
        shareAddress(twin.get(), true);
      }
      channel.bind(local);
      if (twin.isPresent()) {
        // Off again, so that another process that wants the port is told that it is taken.
        shareAddress(channel, false);
        shareAddress(twin.get(), false);
      }
    } catch (IOException e) {
      throw new IOException("bind to " + local + ": " + e.getMessage(), e);
    }
  }

  /// Our own open socket on the same port of the other family's wildcard address.
  private Optional<DatagramChannel> otherWildcard(InetSocketAddress local) {
    if (local.getPort() == 0 || !local.getAddress().isAnyLocalAddress()) {
      return Optional.empty();
    }
    boolean v4 = local.getAddress() instanceof Inet4Address;
    for (SelectionKey key : selector.keys()) {
      if (key.isValid()
          && key.attachment() instanceof PortableDatagramPort port
          && port.localAddress().getPort() == local.getPort()
          && port.localAddress().getAddress().isAnyLocalAddress()
          && port.isIpv4() != v4) {
        return Optional.of(port.channel());
      }
    }
    return Optional.empty();
  }

  private static void shareAddress(DatagramChannel channel, boolean share) throws IOException {
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, share);
  }
}
