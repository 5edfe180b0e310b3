// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import dev.meantime.engine.respond.RateLimit;
import java.net.InetAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Who may look in, and where.
///
/// @param port `cmdport`: UDP port; 0 for no UDP socket
/// @param address4 `bindcmdaddress`
/// @param address6 `bindcmdaddress`
/// @param socket `bindcmdaddress`: path of the Unix socket; empty for none
/// @param device `bindcmddevice`
/// @param open `opencommands`: what may be asked by UDP, from anywhere
/// @param access `cmdallow` and `cmddeny` in the order of the file; loopback is always allowed
/// @param rateLimit `cmdratelimit`; loopback is never limited
public record CommandConfig(
    int port,
    InetAddress address4,
    InetAddress address6,
    String socket,
    String device,
    Set<OpenCommand> open,
    List<AccessRule> access,
    RateLimit rateLimit) {

  public static final String DEFAULT_SOCKET = "/run/chrony/chronyd.sock";

  public static final CommandConfig DEFAULT =
      new CommandConfig(
          323,
          Addresses.LOOPBACK4,
          Addresses.LOOPBACK6,
          DEFAULT_SOCKET,
          "",
          OpenCommand.DEFAULT,
          List.of(),
          RateLimit.NO_COMMAND_LIMIT);

  public CommandConfig {
    open = open.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(open));
    access = List.copyOf(access);
  }

  /// The same without any socket.
  public CommandConfig closed() {
    return new CommandConfig(0, address4, address6, "", device, open, access, rateLimit);
  }
}
