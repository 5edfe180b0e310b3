// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where a daemon may be found, in the order to try.
final class Daemons {

  /// Where chrony and meantime have their command socket and port.
  static final List<String> DEFAULT = List.of("/run/chrony/chronyd.sock", "127.0.0.1", "::1");

  static final int DEFAULT_PORT = 323;

  private Daemons() {}

  /// One place; opened when it is its turn.
  interface Place {
    /// Opens a socket connected to it.
    ///
    /// @throws IOException when there is no way there
    Transport open() throws IOException;
  }

  /// The places that these hosts stand for.
  ///
  /// @param hosts names, addresses, or absolute paths of Unix sockets
  /// @throws UnknownHostException when a name has no address
  static List<Place> of(List<String> hosts, int port) throws UnknownHostException {
    List<Place> places = new ArrayList<>();
    for (String host : hosts) {
      if (host.startsWith("/")) {
        Path socket = Path.of(host);
        if (LocalTransport.isUsable(socket)) {
          places.add(() -> LocalTransport.open(socket));
        }
        continue;
      }
      for (InetAddress address : InetAddress.getAllByName(host)) {
        InetSocketAddress daemon = new InetSocketAddress(address, port);
        places.add(() -> UdpTransport.open(daemon));
      }
    }
    return places;
  }
}
