// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramPort;
import dev.meantime.platform.Network;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Tells the service manager that the daemon is ready and that it ends (sd_notify(3)). Confined to
/// the loop.
final class ServiceManager {

  private final Network network;
  private final String socket;
  private final long ownNumber;
  private final EventLog log;

  /// @param socket `NOTIFY_SOCKET` of the environment; empty when nobody listens
  ServiceManager(Network network, String socket, EventLog log) {
    this.network = network;
    this.socket = socket;
    this.ownNumber = ProcessHandle.current().pid();
    this.log = log;
  }

  void ready() {
    tell("READY=1");
  }

  void stopping() {
    tell("STOPPING=1");
  }

  /// Sends from a socket with a name, for the platform opens no other kind.
  private void tell(String message) {
    if (!socket.startsWith("/")) {
      return;
    }
    Path own = Path.of("/tmp", "meantime-notify-" + ownNumber);
    try (DatagramPort port = network.openLocal(own, 0600, ServiceManager::ignore)) {
      port.send(message.getBytes(StandardCharsets.US_ASCII), UnixDomainSocketAddress.of(socket));
    } catch (IOException | UnsupportedOperationException e) {
      log.trouble("notify", "Could not notify the service manager: " + e.getMessage());
    }
  }

  private static void ignore(Datagram datagram) {}
}
