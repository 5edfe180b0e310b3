// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.SourceLine;
import dev.meantime.platform.DatagramHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Makes the source for an address.
interface SourceFactory {

  /// Why sources of such a line cannot be had at all; empty when they can.
  Optional<String> refusal(SourceLine line);

  NtpSource create(SourceLine line, InetSocketAddress address, NtpSource.Listener listener);

  /// The next of the numbers that stand for places without an address.
  int nextSlots(int count);

  /// Whether a packet could come from a source of this line, as far as its key tells.
  boolean isAuthentic(SourceLine line, byte[] data);

  /// Hands on broadcasts, which a line asks for.
  void listen(SourceLine line, DatagramHandler handler);
}
