// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.net.InetAddress;

/// The log of those who send commands over the network, and their limit: `cmdratelimit`. Confined
/// to the loop.
interface CommandLimiter {

  /// Remembers nobody and limits nobody.
  CommandLimiter NONE =
      new CommandLimiter() {
        @Override
        public void noteLocal() {}

        @Override
        public void note(InetAddress from) {}

        @Override
        public boolean admits(InetAddress from) {
          return true;
        }
      };

  /// A command by the Unix socket, which is always answered and whose sender has no address.
  void noteLocal();

  /// A command of this machine's own by UDP, which is always answered.
  void note(InetAddress from);

  /// A command of another: notes it, and says whether it is answered.
  boolean admits(InetAddress from);
}
