// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The way between peers: from the server's port, and from the address that the peer last sent to.
/// Confined to the loop.
final class PeerOutlet implements Outlet {

  private final PeerTransport transport;
  private final InetSocketAddress remote;
  private InetAddress local;

  PeerOutlet(PeerTransport transport, InetSocketAddress remote) {
    this.transport = transport;
    this.remote = remote;
    this.local = UdpOptions.connectedTo(remote).local().getAddress();
  }

  @Override
  public void open(DatagramHandler handler) {
    transport.addPeer(
        remote.getAddress(),
        new DatagramHandler() {
          @Override
          public void onDatagram(Datagram datagram) {
            if (datagram.local() instanceof InetSocketAddress to) {
              local = to.getAddress();
            }
            handler.onDatagram(datagram);
          }

          @Override
          public void onTransmitted(byte[] data, Timestamp timestamp) {
            handler.onTransmitted(data, timestamp);
          }
        });
  }

  @Override
  public Sent send(byte[] data, DatagramHandler handler) throws IOException {
    return new Sent(transport.send(data, local, remote), local);
  }

  @Override
  public void endRequest() {}

  @Override
  public void close() {
    transport.removePeer(remote.getAddress());
  }
}
