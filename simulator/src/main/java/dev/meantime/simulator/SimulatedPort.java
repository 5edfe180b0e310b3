// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/// A UDP socket of a simulated host. The kernel's timestamp of what it sends follows when that has
/// left. Confined to the simulation's thread.
final class SimulatedPort implements DatagramPort {

  private final HostNetwork host;
  private final InetSocketAddress local;
  private final Optional<InetSocketAddress> remote;
  private final boolean timestamps;
  private final DatagramHandler handler;
  private boolean open = true;

  SimulatedPort(
      HostNetwork host,
      InetSocketAddress local,
      Optional<InetSocketAddress> remote,
      boolean timestamps,
      DatagramHandler handler) {
    this.host = host;
    this.local = local;
    this.remote = remote;
    this.timestamps = timestamps;
    this.handler = handler;
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public Timestamp send(byte[] data, SocketAddress to) throws IOException {
    if (!open) {
      throw new IOException("send failed: EBADF");
    }
    host.requireRoute("send");
    byte[] copy = data.clone();
    host.whenLeaving(() -> leave(copy, (InetSocketAddress) to));
    return new Timestamp(host.wallNanos(), Timestamp.Source.DAEMON);
  }

  private void leave(byte[] data, InetSocketAddress to) {
    host.send(local, to, data);
    if (open && timestamps && host.isAwake()) {
      handler.onTransmitted(data, new Timestamp(host.wallNanos(), Timestamp.Source.KERNEL));
    }
  }

  boolean takes(InetSocketAddress from) {
    return open && (remote.isEmpty() || remote.get().equals(from));
  }

  void receive(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    Timestamp.Source source = timestamps ? Timestamp.Source.KERNEL : Timestamp.Source.DAEMON;
    handler.onDatagram(new Datagram(data, from, to, new Timestamp(host.wallNanos(), source)));
  }

  void refused() {
    if (open && remote.isPresent()) {
      handler.onError(new IOException("recv failed: ECONNREFUSED"));
    }
  }

  @Override
  public void close() {
    open = false;
    host.closed(local);
  }
}
