// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AcquisitionConfig;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Network;
import dev.meantime.platform.Timestamp;
import dev.meantime.platform.UdpOptions;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sockets that requests leave from: a new connected one on a random port for each request (RFC
/// 9109), or with `acquisitionport` one for each address family, shared by all sources; where that
/// is the server's port, the server's. Confined to the loop.
final class ClientSockets {

  /// One source's way out, until it is closed.
  interface RequestSocket {
    Timestamp send(byte[] data) throws IOException;

    /// Where answers come to; the wildcard when that is not known.
    InetAddress localAddress();

    void close();
  }

  private final Network network;
  private final AcquisitionConfig config;
  private final Map<Boolean, Shared> shared = new HashMap<>();
  private Optional<ServerPortSockets> serverPort = Optional.empty();

  ClientSockets(Network network, AcquisitionConfig config) {
    this.network = network;
    this.config = config;
  }

  /// There is a server now, on that port.
  void attach(PeerTransport transport, int port) {
    if (config.port() > 0 && config.port() == port) {
      close();
      serverPort = Optional.of(new ServerPortSockets(transport));
    }
  }

  /// A source asks no more.
  void forget(InetSocketAddress remote) {
    serverPort.ifPresent(sockets -> sockets.forget(remote));
  }

  /// @throws IOException when the system refuses
  RequestSocket open(InetSocketAddress remote, DatagramHandler handler) throws IOException {
    if (serverPort.isPresent()) {
      return serverPort.get().open(remote, localFor(remote), handler);
    }
    if (config.port() == AcquisitionConfig.RANDOM_PORT) {
      UdpOptions options =
          UdpOptions.connectedTo(remote).from(new InetSocketAddress(localFor(remote), 0));
      return new OwnSocket(network.open(dressed(options), handler), remote);
    }
    boolean isIpv4 = remote.getAddress() instanceof Inet4Address;
    Shared family = shared.get(isIpv4);
    if (family == null) {
      Takers takers = new Takers();
      InetSocketAddress local = new InetSocketAddress(localFor(remote), config.port());
      family = new Shared(network.open(dressed(UdpOptions.boundTo(local)), takers), takers);
      shared.put(isIpv4, family);
    }
    family.takers().byRemote.put(remote, handler);
    return new SharedSocket(family, remote, handler);
  }

  void close() {
    for (Shared family : shared.values()) {
      family.port().close();
    }
    shared.clear();
  }

  private InetAddress localFor(InetSocketAddress remote) {
    return remote.getAddress() instanceof Inet4Address ? config.address4() : config.address6();
  }

  private UdpOptions dressed(UdpOptions options) {
    return options.onDevice(config.device()).withDscp(config.dscp()).withTimestamps();
  }

  private static InetAddress addressOf(DatagramPort port) {
    return ((InetSocketAddress) port.localAddress()).getAddress();
  }

  private record OwnSocket(DatagramPort port, InetSocketAddress remote) implements RequestSocket {
    @Override
    public Timestamp send(byte[] data) throws IOException {
      return port.send(data, remote);
    }

    @Override
    public InetAddress localAddress() {
      return addressOf(port);
    }

    @Override
    public void close() {
      port.close();
    }
  }

  private record SharedSocket(Shared family, InetSocketAddress remote, DatagramHandler handler)
      implements RequestSocket {
    @Override
    public Timestamp send(byte[] data) throws IOException {
      return family.port().send(data, remote);
    }

    @Override
    public InetAddress localAddress() {
      return addressOf(family.port());
    }

    @Override
    public void close() {
      family.takers().byRemote.remove(remote, handler);
    }
  }

  private record Shared(DatagramPort port, Takers takers) {}

  /// Hands what arrives at a permanent socket to the source that has a request open there.
  private static final class Takers implements DatagramHandler {

    private final Map<SocketAddress, DatagramHandler> byRemote = new HashMap<>();

    @Override
    public void onDatagram(Datagram datagram) {
      DatagramHandler taker = byRemote.get(datagram.remote());
      if (taker != null) {
        taker.onDatagram(datagram);
      }
    }

    /// Associations recognise their own request by its cookie.
    @Override
    public void onTransmitted(byte[] data, Timestamp timestamp) {
      for (DatagramHandler taker : List.copyOf(byRemote.values())) {
        taker.onTransmitted(data, timestamp);
      }
    }
  }
}
