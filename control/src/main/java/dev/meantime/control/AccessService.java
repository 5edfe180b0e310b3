// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

/// What somebody may be allowed to use.
public enum AccessService {
  /// Asking for the time: `allow` and `deny`.
  NTP,
  /// Sending commands over the network: `cmdallow` and `cmddeny`.
  COMMANDS
}
