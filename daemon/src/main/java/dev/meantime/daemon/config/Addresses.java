// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// The addresses that defaults are made of.
final class Addresses {

  static final InetAddress ANY4 = of(new byte[4]);
  static final InetAddress ANY6 = of(new byte[16]);
  static final InetAddress LOOPBACK4 = of(new byte[] {127, 0, 0, 1});
  static final InetAddress LOOPBACK6 =
      of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

  private Addresses() {}

  /// @param octets four or sixteen
  static InetAddress of(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has four or sixteen octets", e);
    }
  }
}
