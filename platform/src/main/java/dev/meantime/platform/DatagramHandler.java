// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;

/// Receives what arrives at a {@link DatagramPort}, on the loop's thread.
public interface DatagramHandler {

  void onDatagram(Datagram datagram);

  /// The kernel's or the card's timestamp of a datagram sent before, nearer to the wire than the
  /// one `send` returned.
  ///
  /// @param data the datagram as it was sent
  default void onTransmitted(byte[] data, Timestamp timestamp) {}

  /// The network said no: an ICMP error on a connected socket. The socket stays open.
  default void onError(IOException error) {}
}
