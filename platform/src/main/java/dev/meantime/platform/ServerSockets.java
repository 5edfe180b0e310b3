// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;

/// Opens the sockets of a server. Unlike a {@link DatagramPort}'s, its datagrams are answered where
/// they lie, in batches, and on threads of the platform's own where it has them; a platform of one
/// thread answers them on the loop.
public interface ServerSockets {

  /// Opens sockets and answers what arrives there by `service`, from now on or as soon as the
  /// platform has made itself ready. The loop's thread calls.
  ///
  /// @throws IOException when none of the addresses could be opened; those that could not beside
  ///   others that could are told by {@link ServerPort#refusals}
  ServerPort open(ServerOptions options, DatagramService service) throws IOException;
}
