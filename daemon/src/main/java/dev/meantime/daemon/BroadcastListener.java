// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.SourceLine;
import dev.meantime.platform.Datagram;
import dev.meantime.platform.DatagramHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Finds the source that a broadcast is of, or makes one: of a few senders at most for each line,
/// and with a key only of those that have it. Confined to the loop.
final class BroadcastListener implements DatagramHandler {

  /// Sources for each line.
  static final int MOST_SENDERS = 8;

  private final SourceManager manager;
  private final SourceFactory factory;

  BroadcastListener(SourceManager manager, SourceFactory factory) {
    this.manager = manager;
    this.factory = factory;
  }

  @Override
  public void onDatagram(Datagram datagram) {
    if (!(datagram.remote() instanceof InetSocketAddress remote)) {
      return;
    }
    Optional<NtpSource> known = manager.find(remote.getAddress());
    if (known.isPresent()) {
      if (known.get().line().kind() == SourceLine.Kind.BROADCAST) {
        known.get().onDatagram(datagram);
      }
      return;
    }
    for (SourceGroup group : manager.groups()) {
      if (group.line().kind() == SourceLine.Kind.BROADCAST
          && group.members().size() < MOST_SENDERS
          && manager.accepts(group.line(), remote.getAddress())
          && factory.isAuthentic(group.line(), datagram.data())) {
        manager.admitBroadcaster(group, remote).onDatagram(datagram);
        return;
      }
    }
  }
}
