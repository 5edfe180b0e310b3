// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// Opens what a server listens at: an address that cannot be had is told, and the others serve.
public final class ListenAttempts {

  private ListenAttempts() {}

  /// Opens one address.
  @FunctionalInterface
  public interface Opening {
    /// Opens it.
    ///
    /// @throws IOException when it cannot be had
    void open(InetSocketAddress local) throws IOException;
  }

  /// Tries every address.
  ///
  /// @param refusals gets a line for each that cannot be had, with the reason
  /// @throws IOException when none can be had: the last reason
  public static void each(List<InetSocketAddress> locals, List<String> refusals, Opening opening)
      throws IOException {
    IOException last = new IOException("no address to listen at");
    boolean listening = false;
    for (InetSocketAddress local : locals) {
      try {
        opening.open(local);
        listening = true;
      } catch (IOException e) {
        last = e;
        refusals.add(
            local.getAddress().getHostAddress()
                + " port "
                + local.getPort()
                + ": "
                + e.getMessage());
      }
    }
    if (!listening) {
      throw last;
    }
  }
}
