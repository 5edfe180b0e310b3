// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Requests that leave from the server's own port, where `acquisitionport` and `port` are the same.
/// Confined to the loop.
final class ServerPortSockets {

  private final PeerTransport transport;
  private final Map<InetAddress, Taker> takers = new HashMap<>();

  ServerPortSockets(PeerTransport transport) {
    this.transport = transport;
  }

  /// @param local where requests leave from; a wildcard lets the system choose
  ClientSockets.RequestSocket open(
      InetSocketAddress remote, InetAddress local, DatagramHandler handler) {
    Taker taker =
        takers.computeIfAbsent(
            remote.getAddress(),
            address -> {
              Taker added = new Taker(local);
              transport.addServer(address, added);
              return added;
            });
    taker.handler = Optional.of(handler);
    return new Lent(transport, taker, remote);
  }

  /// Nobody asks there any more.
  void forget(InetSocketAddress remote) {
    if (takers.remove(remote.getAddress()) != null) {
      transport.removeServer(remote.getAddress());
    }
  }

  private record Lent(PeerTransport transport, Taker taker, InetSocketAddress remote)
      implements ClientSockets.RequestSocket {

    @Override
    public Timestamp send(byte[] data) throws IOException {
      return transport.send(data, taker.local, remote);
    }

    @Override
    public InetAddress localAddress() {
      return taker.local;
    }

    @Override
    public void close() {
      taker.handler = Optional.empty();
    }
  }

  /// Stays while the source does, so that the server's socket is not opened and closed for each
  /// request, and hands on what comes while one is open.
  private static final class Taker implements DatagramHandler {

    private InetAddress local;
    private Optional<DatagramHandler> handler = Optional.empty();

    Taker(InetAddress local) {
      this.local = local;
    }

    @Override
    public void onDatagram(Datagram datagram) {
      if (datagram.local() instanceof InetSocketAddress to) {
        local = to.getAddress();
      }
      handler.ifPresent(open -> open.onDatagram(datagram));
    }

    @Override
    public void onTransmitted(byte[] data, Timestamp timestamp) {
      handler.ifPresent(open -> open.onTransmitted(data, timestamp));
    }
  }
}
