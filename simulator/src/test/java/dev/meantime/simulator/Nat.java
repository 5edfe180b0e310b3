// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// A router that hides hosts behind its own address from one server: they ask its inner address,
/// and the server sees its outer one, with a port for each of theirs.
final class Nat {

  private static final int FIRST_PORT = 1024;
  private static final int PORTS = 65_536 - FIRST_PORT;

  private final SimulatedNetwork network;
  private final InetAddress inner;
  private final InetAddress outer;
  private final InetSocketAddress server;
  private final Map<InetSocketAddress, Integer> ports = new HashMap<>();
  private final Map<Integer, InetSocketAddress> hosts = new HashMap<>();
  private int used;

  Nat(SimulatedNetwork network, InetAddress inner, InetAddress outer, InetSocketAddress server) {
    this.network = network;
    this.inner = inner;
    this.outer = outer;
    this.server = server;
    network.attach(inner, this::outwards);
    network.attach(outer, this::inwards);
  }

  private boolean outwards(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    int port = ports.computeIfAbsent(from, this::portFor);
    network.send(new InetSocketAddress(outer, port), server, data);
    return true;
  }

  private boolean inwards(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    InetSocketAddress host = hosts.get(to.getPort());
    if (host == null || !from.equals(server)) {
      return false;
    }
    network.send(new InetSocketAddress(inner, server.getPort()), host, data);
    return true;
  }

  /// The next one, which may have been another's long ago.
  private int portFor(InetSocketAddress host) {
    int port = FIRST_PORT + used++ % PORTS;
    InetSocketAddress former = hosts.put(port, host);
    if (former != null) {
      ports.remove(former);
    }
    return port;
  }
}
