// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What lies between the hosts: delivers datagrams over links. Every way has a random stream of its
/// own, so that what happens on one does not change another. Confined to the simulation's thread.
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

  private static final InetAddress EVERYBODY = InetAddress.ofLiteral("255.255.255.255");

  private record Ends(InetAddress from, InetAddress to) {}

  /// One direction between two addresses.
  private static final class Way {
    private final RandomStream random;
    private Link link;

    Way(RandomStream random, Link link) {
      this.random = random;
      this.link = link;
    }
  }

  private final Simulation simulation;
  private final Map<InetAddress, Node> nodes = new LinkedHashMap<>();
  private final Map<Ends, Way> ways = new HashMap<>();
  private final Link usual;

  /// @param usual the link in each direction between nodes without one of their own
  public SimulatedNetwork(Simulation simulation, Link usual) {
    this.simulation = simulation;
    this.usual = usual;
  }

  public void attach(InetAddress address, Node node) {
    nodes.put(address, node);
  }

  /// Sets one direction, now or instead of what it was.
  public void connect(InetAddress from, InetAddress to, Link link) {
    way(from, to).link = link;
  }

  /// Sets both directions.
  public void connect(InetAddress one, InetAddress other, Link there, Link back) {
    connect(one, other, there);
    connect(other, one, back);
  }

  private Way way(InetAddress from, InetAddress to) {
    return ways.computeIfAbsent(
        new Ends(from, to),
        _ -> {
          String name = "way from " + from.getHostAddress() + " to " + to.getHostAddress();
          return new Way(simulation.random(name), usual);
        });
  }

  void send(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    if (to.getAddress().isMulticastAddress() || to.getAddress().equals(EVERYBODY)) {
      sendToAll(from, to, data);
      return;
    }
    for (double delay : delays(from.getAddress(), to.getAddress())) {
      simulation.after(delay, () -> deliver(from, to, data.clone()));
    }
  }

  /// One segment holds every node: a broadcast takes its own way to each.
  private void sendToAll(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    for (Map.Entry<InetAddress, Node> node : List.copyOf(nodes.entrySet())) {
      if (!node.getKey().equals(from.getAddress())) {
        for (double delay : delays(from.getAddress(), node.getKey())) {
          simulation.after(delay, () -> node.getValue().receive(from, to, data.clone()));
        }
      }
    }
  }

  private double[] delays(InetAddress from, InetAddress to) {
    Way way = way(from, to);
    return way.link.delays(simulation.trueNanos(), way.random);
  }

  private void deliver(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    Node node = nodes.get(to.getAddress());
    if (node == null || node.receive(from, to, data)) {
      return;
    }
    Node sender = nodes.get(from.getAddress());
    if (sender != null) {
      for (double delay : delays(to.getAddress(), from.getAddress())) {
        simulation.after(delay, () -> sender.refused(from, to));
      }
    }
  }
}
