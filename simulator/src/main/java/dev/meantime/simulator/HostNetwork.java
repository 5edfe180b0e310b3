// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

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
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One host's way into the network. Confined to the simulation's thread.
public final class HostNetwork implements Network, SimulatedNetwork.Node {

  private static final int NTP_PORT = 123;

  private final Simulation simulation;
  private final HostProcess process;
  private final SimulatedNetwork network;
  private final SimulatedClock clock;
  private final InetAddress address;
  private final RandomStream random;
  private final RandomStream sending;

  private record PortKey(int port, boolean ipv4) {}

  private final Map<PortKey, SimulatedPort> ports = new HashMap<>();
  private final Map<Path, DatagramHandler> locals = new LinkedHashMap<>();
  private final Map<Path, byte[]> localAnswers = new HashMap<>();
  private final Set<Integer> usedPorts = new HashSet<>();
  private boolean connected = true;
  private long requestsSent;
  private double systemCall;
  private Jitter systemCallJitter = new Jitter.None();

  HostNetwork(
      Simulation simulation,
      HostProcess process,
      SimulatedNetwork network,
      SimulatedClock clock,
      InetAddress address) {
    this.simulation = simulation;
    this.process = process;
    this.network = network;
    this.clock = clock;
    this.address = address;
    this.random = simulation.random("ports of " + address.getHostAddress());
    this.sending = simulation.random("system calls of " + address.getHostAddress());
    network.attach(address, this);
  }

  public InetAddress address() {
    return address;
  }

  /// Pulls the cable, or plugs it in again.
  public void connected(boolean whether) {
    connected = whether;
  }

  /// Makes every datagram leave so many seconds after it was sent; at first it leaves at once. The
  /// kernel's transmit timestamp tells when it left.
  public void systemCallTakes(double seconds) {
    systemCallTakes(seconds, new Jitter.None());
  }

  /// The same, and each takes so much longer by itself, as on a busy machine.
  public void systemCallTakes(double seconds, Jitter jitter) {
    systemCall = seconds;
    systemCallJitter = jitter;
  }

  /// How many different ports were used so far.
  public int usedPorts() {
    return usedPorts.size();
  }

  /// How many datagrams left for NTP's port so far: requests, of a host that serves nobody.
  public long requestsSent() {
    return requestsSent;
  }

  /// How many sockets are open.
  public int openPorts() {
    return ports.size();
  }

  /// The Unix sockets that are open, in the order in which they were opened.
  public List<Path> localSockets() {
    return List.copyOf(locals.keySet());
  }

  /// Sends a datagram to a Unix socket of this host, from a socket at `from`.
  ///
  /// @return what was answered before the call returned
  public Optional<byte[]> ask(Path socket, Path from, byte[] data) {
    DatagramHandler handler = locals.get(socket);
    if (handler == null) {
      return Optional.empty();
    }
    handler.onDatagram(
        new Datagram(
            data,
            UnixDomainSocketAddress.of(from),
            UnixDomainSocketAddress.of(socket),
            new Timestamp(wallNanos(), Timestamp.Source.DAEMON)));
    return Optional.ofNullable(localAnswers.remove(from));
  }

  @Override
  public DatagramPort open(UdpOptions options, DatagramHandler handler) throws IOException {
    if (options.remote().isPresent()) {
      requireRoute("connect");
    }
    int wanted = options.local().getPort();
    boolean ipv4 = options.local().getAddress() instanceof Inet4Address;
    int port = wanted != 0 ? wanted : freePort(ipv4);
    PortKey key = new PortKey(port, ipv4);
    if (ports.containsKey(key)) {
      throw new IOException("bind failed: EADDRINUSE");
    }
    usedPorts.add(port);
    InetAddress bound = options.local().getAddress();
    InetSocketAddress local =
        new InetSocketAddress(ipv4 && !bound.isLoopbackAddress() ? address : bound, port);
    SimulatedPort opened =
        new SimulatedPort(this, local, options.remote(), options.timestamps(), handler);
    ports.put(key, opened);
    return opened;
  }

  private int freePort(boolean ipv4) {
    while (true) {
      int port = random.nextInt(32768, 61000);
      if (!ports.containsKey(new PortKey(port, ipv4))) {
        return port;
      }
    }
  }

  @Override
  public DatagramPort openLocal(Path path, int mode, DatagramHandler handler) {
    locals.put(path, handler);
    return new DatagramPort() {
      @Override
      public SocketAddress localAddress() {
        return UnixDomainSocketAddress.of(path);
      }

      @Override
      public Timestamp send(byte[] data, SocketAddress remote) {
        localAnswers.put(((UnixDomainSocketAddress) remote).getPath(), data.clone());
        return new Timestamp(wallNanos(), Timestamp.Source.DAEMON);
      }

      @Override
      public void close() {
        locals.remove(path);
      }
    };
  }

  @Override
  public boolean isReachable(InetAddress remote) {
    return connected;
  }

  @Override
  public boolean receive(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    if (!connected || !process.isAwake()) {
      return true;
    }
    SimulatedPort port = ports.get(key(to));
    if (port == null || !port.takes(from)) {
      return false;
    }
    port.receive(from, to, data);
    return true;
  }

  @Override
  public void refused(InetSocketAddress from, InetSocketAddress to) {
    SimulatedPort port = ports.get(key(from));
    if (port != null && port.takes(to) && connected && process.isAwake()) {
      port.refused();
    }
  }

  void requireRoute(String call) throws IOException {
    if (!connected) {
      throw new IOException(call + " failed: ENETUNREACH");
    }
  }

  void send(InetSocketAddress from, InetSocketAddress to, byte[] data) {
    requestsSent += to.getPort() == NTP_PORT ? 1 : 0;
    network.send(from, to, data);
  }

  /// The process died.
  void closeAll() {
    List.copyOf(ports.values()).forEach(SimulatedPort::close);
    locals.clear();
    localAnswers.clear();
  }

  void closed(InetSocketAddress local) {
    ports.remove(key(local));
  }

  private static PortKey key(InetSocketAddress address) {
    return new PortKey(address.getPort(), address.getAddress() instanceof Inet4Address);
  }

  /// Runs `task` when a datagram that is sent now leaves.
  void whenLeaving(Runnable task) {
    double late = systemCallJitter.draw(simulation.trueNanos(), systemCall, sending);
    simulation.after(systemCall + late, task);
  }

  boolean isAwake() {
    return process.isAwake();
  }

  long wallNanos() {
    return clock.reading();
  }
}
