// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.respond.AccessTable;
import dev.meantime.platform.AddressBits;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/// One `allow`, `deny`, `cmdallow` or `cmddeny` line. It equals another that says the same
/// elsewhere.
///
/// @param allow or deny
/// @param all forget every earlier rule for a part of the subnet
/// @param subnet whom it concerns
/// @param place where it stands
public record AccessRule(boolean allow, boolean all, Subnet subnet, Place place) {

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

  /// A line of the configuration.
  ///
  /// @param file path; empty for an argument of the command
  /// @param line from 1, or the argument's number
  public record Place(String file, int line) {

    /// `FILE:LINE`, or `argument N`.
    @Override
    public String toString() {
      return file.isEmpty() ? "argument " + line : file + ":" + line;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccessRule(boolean otherAllow, boolean otherAll, Subnet otherSubnet, _)
        && allow == otherAllow
        && all == otherAll
        && subnet.equals(otherSubnet);
  }

  @Override
  public int hashCode() {
    return Objects.hash(allow, all, subnet);
  }

  /// The same for the address that a name turned out to have.
  public AccessRule resolved(InetAddress address) {
    int bits = address instanceof Inet4Address ? 32 : 128;
    return new AccessRule(allow, all, new Subnet.Prefix(address, bits), place);
  }

  /// What the line comes to in a table: a rule for each family that it concerns, none while the
  /// address of its host is not known.
  public List<AccessTable.Rule> forTable() {
    return switch (subnet) {
      case Subnet.Everything() -> List.of(forTable(Addresses.ANY4, 0), forTable(Addresses.ANY6, 0));
      case Subnet.Prefix(InetAddress address, int bits) -> List.of(forTable(address, bits));
      case Subnet.Host _ -> List.of();
    };
  }

  private AccessTable.Rule forTable(InetAddress address, int bits) {
    AddressBits octets = AddressBits.of(address);
    int before = address instanceof Inet4Address ? AccessTable.IPV4_BITS : 0;
    return new AccessTable.Rule(octets.high(), octets.low(), before + bits, allow, all);
  }
}
