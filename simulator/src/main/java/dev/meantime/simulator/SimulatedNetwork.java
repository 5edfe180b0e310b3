// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What lies between the hosts: delivers datagrams over links.
public final class SimulatedNetwork {

  /// Something with an address.
  public interface Node {
    /// A datagram arrived.
    ///
    /// @return false when nobody listens at that port
    boolean receive(InetSocketAddress from, InetSocketAddress to, byte[] data);

    /// A datagram sent from this address was refused by the other side.
    default void refused(InetSocketAddress from, InetSocketAddress to) {}
  }

  private record Way(InetAddress from, InetAddress to) {}

  private final Simulation simulation;
  private final RandomGenerator random;
  private final Map<InetAddress, Node> nodes = new HashMap<>();
  private final Map<Way, Link> links = new HashMap<>();
  private final Link usual;

  /// @param usual the link in each direction between nodes without one of their own
  public SimulatedNetwork(Simulation simulation, Link usual) {
    this.simulation = simulation;
    this.random = simulation.random("network");
    this.usual = usual;
  }

  public void attach(InetAddress address, Node node) {
    nodes.put(address, node);
  }

  /// Sets one direction.
  public void connect(InetAddress from, InetAddress to, Link link) {
    links.put(new Way(from, to), link);
  }

  void send(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    Link link = links.getOrDefault(new Way(from.getAddress(), to.getAddress()), usual);
    double delay = link.delay(random);
    if (!Double.isNaN(delay)) {
      simulation.after(delay, () -> deliver(from, to, data));
    }
  }

  private void deliver(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    Node node = nodes.get(to.getAddress());
    if (node == null || node.receive(from, to, data)) {
      return;
    }
    Node sender = nodes.get(from.getAddress());
    if (sender != null) {
      simulation.after(usual.delay(random), () -> sender.refused(from, to));
    }
  }
}
