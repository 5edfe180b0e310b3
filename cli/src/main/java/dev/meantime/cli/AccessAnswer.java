// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.net.InetAddress;
import java.util.Optional;

/// Whether an address may use a service.
///
/// @param verdict what the configuration says
/// @param running what the running daemon's rules say; empty when it does not tell
record AccessAnswer(AccessVerdict verdict, Optional<Boolean> running) {

  /// An address and its two answers.
  record Client(InetAddress address, AccessAnswer ntp, AccessAnswer commands) {}

  /// Whether it may now, as far as that is known.
  boolean allowed() {
    return verdict.allowed(running.orElse(verdict.ruled()));
  }

  /// Whether the daemon's rules say something else than the configuration's.
  boolean isContradicted() {
    return running.isPresent() && running.get() != verdict.ruled();
  }
}
