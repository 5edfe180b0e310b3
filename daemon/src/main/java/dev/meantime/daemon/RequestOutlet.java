// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.DatagramHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// The way of requests: from the sockets of clients, each open until it is answered. Confined to
/// the loop.
final class RequestOutlet implements Outlet {

  private final ClientSockets sockets;
  private final InetSocketAddress remote;
  private Optional<ClientSockets.RequestSocket> socket = Optional.empty();

  RequestOutlet(ClientSockets sockets, InetSocketAddress remote) {
    this.sockets = sockets;
    this.remote = remote;
  }

  /// A server sends nothing without being asked.
  @Override
  public void open(DatagramHandler handler) {}

  @Override
  public Sent send(byte[] data, DatagramHandler handler) throws IOException {
    endRequest();
    try {
      ClientSockets.RequestSocket opened = sockets.open(remote, handler);
      socket = Optional.of(opened);
      return new Sent(opened.send(data), opened.localAddress());
    } catch (IOException e) {
      endRequest();
      throw e;
    }
  }

  @Override
  public void endRequest() {
    socket.ifPresent(ClientSockets.RequestSocket::close);
    socket = Optional.empty();
  }

  @Override
  public void close() {
    endRequest();
    sockets.forget(remote);
  }
}
