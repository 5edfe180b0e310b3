// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.io.IOException;

/// A way to one daemon: a connected datagram socket.
interface Transport extends AutoCloseable {

  /// Sends one datagram.
  ///
  /// @throws IOException when the system refuses: nobody listens, no route, no permission
  void send(byte[] request) throws IOException;

  /// Waits for a datagram.
  ///
  /// @return its length, or −1 when none came in time
  /// @throws IOException when the network said that nobody listens
  int receive(byte[] buffer, long timeoutMillis) throws IOException;

  @Override
  void close();
}
