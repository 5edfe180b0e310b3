// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.ServerConfig;
import dev.meantime.daemon.config.ServerConfig.NtpqAnswers;
import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.respond.AccessTable;
import dev.meantime.engine.respond.AddressSet;
import dev.meantime.engine.respond.ResponderOptions;
import dev.meantime.engine.respond.ServedClock;
import dev.meantime.engine.respond.ServerView;
import dev.meantime.platform.AddressBits;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.ServerOptions;
import dev.meantime.platform.ServerPort;
import dev.meantime.platform.ServerTraffic;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The server's sockets and what its responders know. A family's socket is open while somebody of
/// it may be answered, or a peer or a broadcast needs it; with `ntpq on` it is open at any rate, at
/// the loopback address when nobody else needs it. Confined to the loop.
final class Server implements PeerTransport, Timekeeper.Listener {

  private final Setup setup;

  private final ServerConfig config;
  private final Supplier<ServedClock> clock;
  private final Responders responders;
  private final Map<InetAddress, DatagramHandler> peers = new HashMap<>();
  private final Map<InetAddress, DatagramHandler> servers = new HashMap<>();
  private final Set<InetAddress> groups = new LinkedHashSet<>();
  private final Map<DatagramHandler, Boolean> senders = new LinkedHashMap<>();
  private Optional<DatagramHandler> broadcasts = Optional.empty();
  private Optional<DatagramHandler> control = Optional.empty();
  private Optional<DatagramHandler> signer = Optional.empty();
  private AccessTable access;
  private Optional<ServerPort> port = Optional.empty();
  private ServerTraffic earlier = ServerTraffic.NONE;
  private List<InetSocketAddress> openLocals = List.of();
  private int steps;
  private boolean started;

  /// @param clock what is told of the clock, the latest at each call
  Server(Setup setup, Supplier<ServedClock> clock, AccessTable access) {
    this.setup = setup;
    this.config = setup.config().server();
    this.clock = clock;
    this.access = access;
    this.responders =
        new Responders(
            new ResponderOptions(
                setup.precisionExponent(),
                config.rateLimit(),
                ClientLogRoom.forRequests(
                        config.clientLogLimit(), Runtime.getRuntime().maxMemory(), setup.log())
                    / config.workers().threads()),
            setup.keys(),
            setup.platform().entropy(),
            view(),
            new LoopTraffic(),
            setup.log());
  }

  void start() {
    started = true;
    update();
  }

  void close() {
    started = false;
    closePort();
  }

  /// Who is answered from now on.
  void setAccess(AccessTable table) {
    access = table;
    update();
  }

  AccessTable access() {
    return access;
  }

  Responders responders() {
    return responders;
  }

  /// What became of datagrams where no responder saw them.
  ServerTraffic traffic() {
    return port.map(open -> earlier.plus(open.traffic())).orElse(earlier);
  }

  /// What is told of the clock has changed.
  void onClock() {
    responders.publish(view());
  }

  /// Timestamps from before a step are of another scale.
  @Override
  public void onClockAdjusted(ClockAdjustment adjustment) {
    switch (adjustment.kind()) {
      case SLEW -> {}
      case STEP, UNKNOWN_STEP -> steps++;
    }
    // What is told of the clock changes with it, and everything is published then.
  }

  @Override
  public void onDispersion(double seconds) {}

  /// Keeps a socket of this family open for somebody who only sends and wants to know when it left.
  void addSender(boolean ipv4, DatagramHandler sender) {
    senders.put(sender, ipv4);
    update();
  }

  @Override
  public Timestamp send(byte[] data, InetAddress from, InetSocketAddress remote)
      throws IOException {
    if (port.isEmpty()) {
      throw new IOException("the server's socket is not open");
    }
    return port.get().send(data, from, remote);
  }

  @Override
  public void addPeer(InetAddress remote, DatagramHandler handler) {
    peers.put(remote, handler);
    update();
  }

  @Override
  public void removePeer(InetAddress remote) {
    peers.remove(remote);
    update();
  }

  @Override
  public void addServer(InetAddress remote, DatagramHandler handler) {
    servers.put(remote, handler);
    update();
  }

  @Override
  public void removeServer(InetAddress remote) {
    servers.remove(remote);
    update();
  }

  @Override
  public void takeBroadcasts(Set<InetAddress> multicastGroups, DatagramHandler handler) {
    broadcasts = Optional.of(handler);
    if (groups.addAll(multicastGroups)) {
      // A group is joined when the sockets are opened.
      closePort();
      openLocals = List.of();
    }
    update();
  }

  /// Hands ntpq's requests to this one from now on; answers leave by {@link #send}.
  void takeControl(DatagramHandler handler) {
    control = Optional.of(handler);
    update();
  }

  /// Hands requests for signed answers to this one from now on; answers leave by {@link #send}.
  void takeSignatureRequests(DatagramHandler handler) {
    signer = Optional.of(handler);
    update();
  }

  /// What the responders take up with their next batch.
  ServerView view() {
    return new ServerView(
        clock.get(),
        access,
        addresses(peers.keySet()),
        addresses(servers.keySet()),
        broadcasts.isPresent(),
        control.isPresent(),
        signer.isPresent(),
        setup.timekeeper().monotonicScale(),
        steps);
  }

  private static AddressSet addresses(Set<InetAddress> addresses) {
    return AddressSet.of(
        addresses.stream()
            .map(AddressBits::of)
            .map(bits -> new long[] {bits.high(), bits.low()})
            .toList());
  }

  private void update() {
    responders.publish(view());
    if (!started || config.port() == 0) {
      return;
    }
    List<InetSocketAddress> wanted = locals();
    if (!wanted.equals(openLocals)) {
      closePort();
      if (!wanted.isEmpty()) {
        open(wanted);
      }
      openLocals = wanted;
    }
  }

  /// Where sockets are needed.
  private List<InetSocketAddress> locals() {
    List<InetSocketAddress> locals = new ArrayList<>();
    for (boolean ipv4 : new boolean[] {true, false}) {
      boolean answers = access.allowsAnyone(ipv4);
      boolean associated =
          peers.keySet().stream().anyMatch(peer -> peer instanceof Inet4Address == ipv4)
              || servers.keySet().stream().anyMatch(peer -> peer instanceof Inet4Address == ipv4);
      if (answers || associated || broadcasts.isPresent() || senders.containsValue(ipv4)) {
        locals.add(
            new InetSocketAddress(ipv4 ? config.address4() : config.address6(), config.port()));
      } else if (control.isPresent() && config.ntpq() == NtpqAnswers.ALWAYS) {
        locals.add(new InetSocketAddress(loopback(ipv4), config.port()));
      }
    }
    return locals;
  }

  private static InetAddress loopback(boolean ipv4) {
    return InetAddress.ofLiteral(ipv4 ? "127.0.0.1" : "::1");
  }

  private void open(List<InetSocketAddress> locals) {
    ServerOptions options =
        new ServerOptions(
            locals,
            List.copyOf(groups),
            config.device(),
            setup.config().acquisition().dscp(),
            config.workers().threads(),
            config.workers().processors(),
            config.workers().bypass());
    try {
      ServerPort opened = setup.platform().serverSockets().open(options, responders);
      port = Optional.of(opened);
      opened.refusals().forEach(reason -> setup.log().warn("Could not open NTP socket: " + reason));
    } catch (IOException e) {
      setup.log().warn("Could not open NTP socket on port " + config.port() + ": " + Problem.of(e));
    }
  }

  private void closePort() {
    if (port.isPresent()) {
      earlier = traffic();
      port.get().close();
      port = Optional.empty();
    }
  }

  /// Takes what the responders hand over to whoever it is for.
  private final class LoopTraffic implements DatagramHandler {

    @Override
    public void onDatagram(Datagram datagram) {
      if (!(datagram.remote() instanceof InetSocketAddress remote) || datagram.data().length == 0) {
        return;
      }
      Optional<DatagramHandler> handler =
          switch (datagram.data()[0] & 7) {
            case 1 -> Optional.ofNullable(peers.get(remote.getAddress())).or(() -> signer);
            case 2 -> Optional.ofNullable(peers.get(remote.getAddress()));
            case 3 -> signer;
            case 4 -> Optional.ofNullable(servers.get(remote.getAddress()));
            case 6 -> control;
            default -> broadcasts;
          };
      handler.ifPresent(one -> one.onDatagram(datagram));
    }

    /// Associations recognise what they sent.
    @Override
    public void onTransmitted(byte[] data, Timestamp timestamp) {
      List<DatagramHandler> all = new ArrayList<>(peers.values());
      all.addAll(servers.values());
      all.addAll(senders.keySet());
      all.forEach(handler -> handler.onTransmitted(data, timestamp));
    }
  }
}
