// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.net.InetAddress;

/// One `allow`, `deny`, `cmdallow` or `cmddeny` line.
///
/// @param allow or deny
/// @param all forget every earlier rule for a part of the subnet
/// @param subnet whom it concerns
public record AccessRule(boolean allow, boolean all, Subnet subnet) {

  /// A set of hosts.
  public sealed interface Subnet {
    /// Every address of both families.
    record Everything() implements Subnet {}

    /// Every address of this one's family whose first bits are the same.
    ///
    /// @param bits 0 to 32 or 128
    record Prefix(InetAddress address, int bits) implements Subnet {}

    /// The first address of this name, looked up at start.
    record Host(String name) implements Subnet {}
  }
}
