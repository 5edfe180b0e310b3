// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;
import java.net.SocketAddress;

/// An open datagram socket. Owned by the loop.
public interface DatagramPort extends AutoCloseable {

  /// The address it is bound to, with the port that the system chose.
  SocketAddress localAddress();

  /// Sends one datagram.
  ///
  /// @param data what to send
  /// @param remote where to; the connected peer's address on a connected socket
  /// @return when it left, as far as is known at once; a better timestamp may follow by {@link
  ///   DatagramHandler#onTransmitted}
  /// @throws IOException when the system refuses; nothing was sent then
  Timestamp send(byte[] data, SocketAddress remote) throws IOException;

  /// Closes the socket. Nothing is delivered afterwards. Closing twice does nothing.
  @Override
  void close();
}
