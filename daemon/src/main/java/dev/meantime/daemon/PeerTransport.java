// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/// The server's sockets for associations that use them. Confined to the loop.
interface PeerTransport {

  /// Sends from the server's port.
  ///
  /// @param from the local address that it leaves from; a wildcard lets the system choose
  /// @return when it left as far as is known at once; the handler may hear of a better timestamp
  /// @throws IOException when the system refuses
  Timestamp send(byte[] data, InetAddress from, InetSocketAddress remote) throws IOException;

  /// Takes symmetric packets from this address, until it is removed.
  void addPeer(InetAddress remote, DatagramHandler handler);

  void removePeer(InetAddress remote);

  /// Takes answers of this server to requests that left from the server's port, until it is
  /// removed.
  void addServer(InetAddress remote, DatagramHandler handler);

  void removeServer(InetAddress remote);

  /// Takes broadcasts from whoever sends them.
  ///
  /// @param multicastGroups which groups to join for them
  void takeBroadcasts(Set<InetAddress> multicastGroups, DatagramHandler handler);
}
