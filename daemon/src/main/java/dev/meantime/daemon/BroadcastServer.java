// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.PacketAuthenticator;
import dev.meantime.crypto.SymmetricAuthenticator;
import dev.meantime.crypto.SymmetricKey;
import dev.meantime.daemon.config.ServerConfig;
import dev.meantime.engine.respond.BroadcastPackets;
import dev.meantime.engine.respond.ServedClock;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Platform;
import dev.meantime.platform.Timers;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/// Sends the packets of one `broadcast` line. Confined to the loop.
final class BroadcastServer implements DatagramHandler {

  private final InetSocketAddress address;
  private final long intervalNanos;
  private final InetAddress from;
  private final BroadcastPackets packets;
  private final Platform platform;
  private final Supplier<ServedClock> clock;
  private final Server server;
  private final EventLog log;
  private Optional<Timers.Timer> timer = Optional.empty();

  private BroadcastServer(
      ServerConfig.Broadcast line,
      PacketAuthenticator key,
      Setup setup,
      Supplier<ServedClock> clock,
      Server server) {
    this.address = line.address();
    this.intervalNanos = line.interval() * 1_000_000_000L;
    ServerConfig config = setup.config().server();
    this.from = isIpv4() ? config.address4() : config.address6();
    this.platform = setup.platform();
    this.packets =
        new BroadcastPackets(
            setup.precisionExponent(), line.interval(), key, platform.entropy().nextLong());
    this.clock = clock;
    this.server = server;
    this.log = setup.log();
  }

  /// The server of a line; none, and told, when its key is missing: whoever asked for a key must
  /// not find broadcasts without.
  static Optional<BroadcastServer> of(
      ServerConfig.Broadcast line, Setup setup, Supplier<ServedClock> clock, Server server) {
    if (line.keyId() == 0) {
      return Optional.of(
          new BroadcastServer(line, PacketAuthenticator.none(), setup, clock, server));
    }
    Optional<SymmetricKey> key = new KeyRing(setup.keys()).find((int) line.keyId());
    if (key.isEmpty()) {
      String host = line.address().getAddress().getHostAddress();
      setup
          .log()
          .warn(
              "Could not broadcast to "
                  + host
                  + ": Key "
                  + line.keyId()
                  + " is missing from the key file");
    }
    return key.map(found ->
        new BroadcastServer(line, new SymmetricAuthenticator(found), setup, clock, server));
  }

  boolean isIpv4() {
    return address.getAddress() instanceof Inet4Address;
  }

  void start() {
    server.addSender(isIpv4(), this);
    send();
  }

  void close() {
    timer.ifPresent(Timers.Timer::cancel);
  }

  /// Nothing arrives for one who only sends.
  @Override
  public void onDatagram(Datagram datagram) {}

  @Override
  public void onTransmitted(byte[] data, Timestamp timestamp) {
    packets.onTransmitted(data, clock.get(), timestamp.epochNanos());
  }

  private void send() {
    long now = platform.monotonicClock().nowNanos();
    timer = Optional.of(platform.timers().schedule(now + intervalNanos, this::send));
    Optional<byte[]> packet = packets.next(clock.get(), platform.wallClock().nowNanos());
    if (packet.isEmpty()) {
      return;
    }
    String cause = "broadcast " + address;
    try {
      server.send(packet.get(), from, address);
      log.ended(cause);
    } catch (IOException e) {
      packets.onSendFailed();
      log.trouble(
          cause,
          "Could not broadcast to " + address.getAddress().getHostAddress() + ": " + Problem.of(e));
    }
  }
}
