// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.net.InetAddress;

/// An address as the protocol knows it.
public sealed interface ControlAddress {

  Unspecified UNSPECIFIED = new Unspecified();

  /// None: "all sources" in a request, "not an NTP source" in a report.
  record Unspecified() implements ControlAddress {}

  /// An IPv4 or IPv6 address.
  record Ip(InetAddress address) implements ControlAddress {}

  /// Stands for a source whose name has not been resolved yet.
  ///
  /// @param number unsigned, counts from 1; shown as `ID#0000000001`
  record Id(int number) implements ControlAddress {}

  /// As chrony writes it: `192.0.2.1`, `2001:db8::1`, `ID#0000000001`, `[UNSPEC]`.
  default String text() {
    return switch (this) {
      case Unspecified _ -> "[UNSPEC]";
      case Id(int number) -> "ID#" + "0".repeat(10 - unsigned(number).length()) + unsigned(number);
      case Ip(InetAddress address) -> IpText.of(address);
    };
  }

  private static String unsigned(int number) {
    return Integer.toUnsignedString(number);
  }

  static ControlAddress of(InetAddress address) {
    return new Ip(address);
  }
}
