// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.platform.DatagramHandler;
import dev.meantime.platform.Timestamp;
import java.io.IOException;
import java.net.InetAddress;

/// A source's way out, and where its packets come in. Confined to the loop.
interface Outlet {

  /// A packet left.
  ///
  /// @param time when, as far as is known at once
  /// @param local from which address; the wildcard when that is not known
  record Sent(Timestamp time, InetAddress local) {}

  /// Takes what the source sends without being asked, from now on.
  void open(DatagramHandler handler);

  /// @throws IOException when the system refuses
  Sent send(byte[] data, DatagramHandler handler) throws IOException;

  /// No answer to the last packet counts any more.
  void endRequest();

  /// Nothing is taken any more.
  void close();
}
