// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// How to open a server's sockets.
///
/// @param locals the addresses to listen at, one of each family at most; a wildcard answers from
///   the address that was asked
/// @param groups multicast groups to join
/// @param device the only network interface to listen at; empty for any
/// @param dscp differentiated services code point of what is sent, 0 to 63
/// @param threads how many threads answer, 1 or more, each with sockets of its own; one client is
///   always answered by the same thread
/// @param processors which processor each of these threads is bound to, in turn; empty for any
/// @param bypass network interfaces whose plain requests are taken before the socket layer
///   (AF_XDP), where the platform can
public record ServerOptions(
    List<InetSocketAddress> locals,
    List<InetAddress> groups,
    String device,
    int dscp,
    int threads,
    List<Integer> processors,
    List<String> bypass) {

  public ServerOptions {
    locals = List.copyOf(locals);
    groups = List.copyOf(groups);
    processors = List.copyOf(processors);
    bypass = List.copyOf(bypass);
    if (locals.isEmpty() || threads < 1) {
      throw new IllegalArgumentException("a server needs an address and a thread");
    }
  }
}
