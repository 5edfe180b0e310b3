// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/// Opens sockets. Datagrams are delivered to the handlers by the loop.
public interface Network {

  /// Opens a UDP socket.
  ///
  /// @throws IOException when the system refuses: address in use, no such interface, no route (for
  ///   a connected socket), no permission; the message names the call and the error
  DatagramPort open(UdpOptions options, DatagramHandler handler) throws IOException;

  /// Opens a Unix datagram socket bound to `path`; a socket file left there by a dead process is
  /// replaced, and the file is removed on close.
  ///
  /// @param mode permission bits of the socket file, such as 0660
  /// @throws UnsupportedOperationException where the platform has none
  /// @throws IOException when the system refuses
  DatagramPort openLocal(Path path, int mode, DatagramHandler handler) throws IOException;

  /// Whether a datagram could be sent to this address now: there is a route.
  boolean isReachable(InetAddress address);
}
