// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/// Turns names into addresses without holding up the loop.
public interface Resolver {

  /// Looks a name up and hands the result to `whenDone` on the loop's thread, never before this
  /// method returned.
  ///
  /// @param name a host name or a literal address
  void resolve(String name, Consumer<Resolution> whenDone);

  /// What came of it.
  sealed interface Resolution {
    /// Addresses in the resolver's order, at least one.
    record Resolved(List<InetAddress> addresses) implements Resolution {
      public Resolved {
        addresses = List.copyOf(addresses);
      }
    }

    /// No answer: no network, no name server, or the server failed. Worth trying again.
    record Unavailable(String reason) implements Resolution {}

    /// An answer: there is no such name.
    record NoSuchName(String reason) implements Resolution {}
  }
}
