// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.util.List;

/// Some of the clients that are remembered (reply 21).
///
/// @param indices how many places the log of clients has
/// @param nextIndex where the next page begins; `indices` after the last
/// @param clients at most {@link #MOST}
public record ClientAccessPage(long indices, long nextIndex, List<ClientAccessReport> clients)
    implements ControlReply {

  /// So many fit into a reply.
  public static final int MOST = 8;

  public ClientAccessPage {
    clients = List.copyOf(clients);
    if (clients.size() > MOST) {
      throw new IllegalArgumentException(clients.size() + " clients do not fit into a reply");
    }
  }
}
