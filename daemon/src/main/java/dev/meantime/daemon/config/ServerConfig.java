// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.net.InetAddress;
import java.util.List;

/// Who is served, and where.
///
/// @param port `port`; 0 to serve nobody
/// @param address4 `bindaddress`, the IPv4 wildcard for any
/// @param address6 `bindaddress`, the IPv6 wildcard for any
/// @param device `binddevice`
/// @param access `allow` and `deny` in the order of the file; nobody is allowed without
public record ServerConfig(
    int port, InetAddress address4, InetAddress address6, String device, List<AccessRule> access) {

  public static final ServerConfig DEFAULT =
      new ServerConfig(123, Addresses.ANY4, Addresses.ANY6, "", List.of());

  public ServerConfig {
    access = List.copyOf(access);
  }
}
