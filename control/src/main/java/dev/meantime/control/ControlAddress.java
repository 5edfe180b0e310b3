// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control;

import java.net.InetAddress;

/// An address as the protocol knows it.
public sealed interface ControlAddress {

  /// The one value of its kind. No deadlock: initialising the record does not initialise an
  /// interface without default methods.
  @SuppressWarnings("ClassInitializationDeadlock")
  Unspecified UNSPECIFIED = new Unspecified();

  /// None: "all sources" in a request, "not an NTP source" in a report.
  record Unspecified() implements ControlAddress {
    @Override
    public String text() {
      return "[UNSPEC]";
    }
  }

  /// An IPv4 or IPv6 address.
  record Ip(InetAddress address) implements ControlAddress {
    @Override
    public String text() {
      return IpText.of(address);
    }
  }

  /// Stands for a source whose name has not been resolved yet.
  ///
  /// @param number unsigned, counts from 1; shown as `ID#0000000001`
  record Id(int number) implements ControlAddress {
    @Override
    public String text() {
      String digits = Integer.toUnsignedString(number);
      return "ID#" + "0".repeat(10 - digits.length()) + digits;
    }
  }

  /// As chrony writes it: `192.0.2.1`, `2001:db8::1`, `ID#0000000001`, `[UNSPEC]`.
  String text();

  static ControlAddress of(InetAddress address) {
    return new Ip(address);
  }
}
