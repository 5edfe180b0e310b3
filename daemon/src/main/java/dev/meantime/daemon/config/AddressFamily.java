// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.net.Inet4Address;
import java.net.InetAddress;

/// Which IP addresses count.
public enum AddressFamily {
  ANY,
  IPV4,
  IPV6;

  public boolean accepts(InetAddress address) {
    return switch (this) {
      case ANY -> true;
      case IPV4 -> address instanceof Inet4Address;
      case IPV6 -> !(address instanceof Inet4Address);
    };
  }
}
