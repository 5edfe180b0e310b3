// SPDX-License-Identifier: Apache-2.0
package org.example.otherworld;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Network;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Sockets of the one host, the servers beyond them, and whoever asks the host's control sockets.
/// No packet leaves the process.
final class Wire implements Network {

  private static final InetAddress HOST = InetAddress.ofLiteral("198.51.100.1");
  private static final int CONTROL_PORT = 323;
  private static final int NTP_PORT = 123;
  private static final int FIRST_RANDOM_PORT = 32_768;
  private static final int RANDOM_PORTS = 28_000;
  private static final long SHORTEST_NANOS = 2_000_000;
  private static final double MEAN_QUEUE_NANOS = 300_000;
  private static final long PROCESSING_NANOS = 20_000;
  private static final long LOCAL_NANOS = 10_000;
  private static final InetSocketAddress ASKER =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 40_000);
  private static final UnixDomainSocketAddress LOCAL_ASKER =
      UnixDomainSocketAddress.of("/run/otherworld/asker.sock");

  private final Happenings happenings;
  private final HardwareClock clock;
  private final List<InetAddress> servers;
  private final SplittableRandom random;
  private final Map<SocketAddress, Port> ports = new LinkedHashMap<>();

  Wire(
      Happenings happenings,
      HardwareClock clock,
      List<InetAddress> servers,
      SplittableRandom random) {
    this.happenings = happenings;
    this.clock = clock;
    this.servers = servers;
    this.random = random;
  }

  @Override
  public DatagramPort open(UdpOptions options, DatagramHandler handler) throws IOException {
    InetAddress wanted = options.local().getAddress();
    InetAddress address =
        wanted.isAnyLocalAddress() && options.remote().isPresent() ? HOST : wanted;
    int port = options.local().getPort();
    if (port == 0) {
      port = FIRST_RANDOM_PORT + random.nextInt(RANDOM_PORTS);
    } else {
      happenings.record("open " + address.getHostAddress() + " " + port);
    }
    return opened(new Port(new InetSocketAddress(address, port), handler));
  }

  @Override
  public DatagramPort openLocal(Path path, int mode, DatagramHandler handler) throws IOException {
    happenings.record("open " + path + " " + Integer.toOctalString(mode));
    return opened(new Port(UnixDomainSocketAddress.of(path), handler));
  }

  @Override
  public boolean isReachable(InetAddress address) {
    happenings.checkThread();
    return true;
  }

  /// Sends the request to every control socket there is.
  void askControl(byte[] request) {
    for (Port port : List.copyOf(ports.values())) {
      switch (port.local) {
        case UnixDomainSocketAddress local -> port.deliver(request, LOCAL_ASKER);
        case InetSocketAddress udp when udp.getPort() == CONTROL_PORT ->
            port.deliver(request, ASKER);
        default -> {}
      }
    }
  }

  private Port opened(Port port) throws IOException {
    happenings.checkThread();
    if (ports.putIfAbsent(port.local, port) != null) {
      throw new IOException("bind failed: EADDRINUSE");
    }
    return port;
  }

  private long transit() {
    return SHORTEST_NANOS + (long) (-Math.log(1 - random.nextDouble()) * MEAN_QUEUE_NANOS);
  }

  private void toServer(Port from, byte[] data, InetSocketAddress to) {
    if (to.getPort() != NTP_PORT || !servers.contains(to.getAddress())) {
      return;
    }
    happenings.after(
        transit(),
        () ->
            ModelServer.answer(data, happenings.trueNanos(), PROCESSING_NANOS)
                .ifPresent(answer ->
                    happenings.after(
                        PROCESSING_NANOS + transit(), () -> from.deliver(answer, to))));
  }

  private final class Port implements DatagramPort {

    private final SocketAddress local;
    private final DatagramHandler handler;
    private boolean open = true;

    Port(SocketAddress local, DatagramHandler handler) {
      this.local = local;
      this.handler = handler;
    }

    @Override
    public SocketAddress localAddress() {
      return local;
    }

    @Override
    public Timestamp send(byte[] data, SocketAddress remote) throws IOException {
      if (!open) {
        throw new IOException("send failed: EBADF");
      }
      Timestamp now = new Timestamp(clock.wallNanos(), Timestamp.Source.DAEMON);
      if (remote.equals(ASKER) || remote.equals(LOCAL_ASKER)) {
        happenings.record("reply " + local + " " + HexFormat.of().formatHex(data));
        return now;
      }
      byte[] copy = data.clone();
      happenings.after(LOCAL_NANOS, () -> leave(copy, (InetSocketAddress) remote));
      return now;
    }

    private void leave(byte[] data, InetSocketAddress remote) {
      toServer(this, data, remote);
      if (open) {
        handler.onTransmitted(data, new Timestamp(clock.wallNanos(), Timestamp.Source.KERNEL));
      }
    }

    void deliver(byte[] data, SocketAddress remote) {
      if (open) {
        handler.onDatagram(
            new Datagram(
                data.clone(),
                remote,
                local,
                new Timestamp(clock.wallNanos(), Timestamp.Source.KERNEL)));
      }
    }

    @Override
    public void close() {
      open = false;
      ports.remove(local, this);
    }
  }
}
