// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.ControlResponder;
import dev.meantime.control.ControlResponder.Access;
import dev.meantime.control.RequestCodec;
import dev.meantime.daemon.config.CommandConfig;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Network;
import dev.meantime.platform.UdpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sockets that chronyc talks to: UDP on the loopback, and a Unix socket for those who may
/// command. A socket that cannot be opened is told and done without. By UDP this machine may always
/// ask, others as `cmdallow` and `cmdratelimit` say. Confined to the loop.
final class ControlSockets {

  private static final int SOCKET_MODE = 0660;

  private final Network network;
  private final CommandConfig config;
  private final ControlResponder responder;
  private final EventLog log;
  private final AccessRules access;
  private final CommandLimiter limiter;
  private final List<DatagramPort> ports = new ArrayList<>();

  /// @param access who may send commands besides this machine
  ControlSockets(
      Network network,
      CommandConfig config,
      ControlResponder responder,
      AccessRules access,
      CommandLimiter limiter,
      EventLog log) {
    this.network = network;
    this.config = config;
    this.responder = responder;
    this.access = access;
    this.limiter = limiter;
    this.log = log;
  }

  void open() {
    if (config.port() != 0) {
      openUdp(config.address4());
      openUdp(config.address6());
    }
    if (!config.socket().isEmpty()) {
      openLocal(Path.of(config.socket()));
    }
  }

  void close() {
    ports.forEach(DatagramPort::close);
    ports.clear();
  }

  private void openUdp(InetAddress address) {
    InetSocketAddress local = new InetSocketAddress(address, config.port());
    Answerer answerer = new Answerer(Access.OPEN);
    try {
      answerer.port =
          Optional.of(network.open(UdpOptions.boundTo(local).onDevice(config.device()), answerer));
      ports.add(answerer.port.get());
    } catch (IOException e) {
      log.warn(
          "Could not open command socket on "
              + address.getHostAddress()
              + " port "
              + config.port()
              + ": "
              + e.getMessage());
    }
  }

  private void openLocal(Path path) {
    Answerer answerer = new Answerer(Access.FULL);
    try {
      Path directory = path.toAbsolutePath().getParent();
      if (directory != null && Files.notExists(directory)) {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
      }
      answerer.port = Optional.of(network.openLocal(path, SOCKET_MODE, answerer));
      ports.add(answerer.port.get());
    } catch (IOException e) {
      log.warn("Disabled command socket " + path + ": " + Problem.of(e));
    } catch (UnsupportedOperationException e) {
      log.warn("Disabled command socket " + path + ": this platform has no Unix sockets");
    }
  }

  /// Answers at the socket where the question came in.
  private final class Answerer implements DatagramHandler {

    private final Access rights;
    private Optional<DatagramPort> port = Optional.empty();

    Answerer(Access rights) {
      this.rights = rights;
    }

    @Override
    public void onDatagram(Datagram datagram) {
      if (port.isEmpty() || !admits(datagram)) {
        return;
      }
      Optional<byte[]> reply = responder.respond(datagram.data(), datagram.data().length, rights);
      if (reply.isPresent()) {
        try {
          port.get().send(reply.get(), datagram.remote());
        } catch (IOException _) {
          // Whoever asked is gone; who is not asks again.
        }
      }
    }

    /// What is no request at all is nobody's, and counts for nobody.
    private boolean admits(Datagram datagram) {
      if (!RequestCodec.isRequest(datagram.data(), datagram.data().length)) {
        return false;
      }
      if (!(datagram.remote() instanceof InetSocketAddress remote)) {
        limiter.noteLocal();
        return true;
      }
      InetAddress sender = remote.getAddress();
      if (sender.isLoopbackAddress()) {
        limiter.note(sender);
        return true;
      }
      return access.allows(sender) && limiter.admits(sender);
    }
  }
}
