// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// A server's open sockets. Owned by the loop.
public interface ServerPort extends AutoCloseable {

  /// The addresses it listens at, with the port that the system chose where 0 was asked for.
  List<InetSocketAddress> locals();

  /// What of the options could not be had, a sentence each: an address, an interface's bypass. The
  /// server does without.
  List<String> refusals();

  /// Sends one datagram from the server's own port: a peer's or a broadcast.
  ///
  /// @param from the local address that it leaves from; a wildcard lets the system choose
  /// @return when it left as far as is known at once; a better timestamp may follow by {@link
  ///   DatagramHandler#onTransmitted} of the service's loop handler
  /// @throws IOException when the system refuses, or no socket of that family is open
  Timestamp send(byte[] data, InetAddress from, InetSocketAddress remote) throws IOException;

  /// What became of the datagrams so far, over all threads.
  ServerTraffic traffic();

  /// Closes the sockets and ends the threads. Closing twice does nothing.
  @Override
  void close();
}
