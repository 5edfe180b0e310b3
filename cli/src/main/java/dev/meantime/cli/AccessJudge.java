// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.cli.AccessVerdict.Circumstance;
import dev.meantime.control.AccessService;
import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Subnet;
import dev.meantime.daemon.config.CommandConfig;
import dev.meantime.daemon.config.DaemonConfig;
import dev.meantime.engine.respond.AccessTable;
import dev.meantime.platform.AddressBits;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds the line of a configuration that decides about an address, by the table that the daemon
/// itself uses.
final class AccessJudge {

  private final DaemonConfig config;
  private final Lines server;
  private final Lines command;

  /// The lines of one service, and the table that they come to.
  private record Lines(List<AccessVerdict.Line> lines, AccessTable table) {

    static Lines of(List<AccessRule> rules, Function<String, Optional<InetAddress>> names) {
      List<AccessVerdict.Line> lines = new ArrayList<>();
      for (AccessRule rule : rules) {
        if (rule.subnet() instanceof Subnet.Host(String name)) {
          names
              .apply(name)
              .ifPresent(
                  address -> lines.add(new AccessVerdict.Line(rule, rule.resolved(address))));
        } else {
          lines.add(new AccessVerdict.Line(rule, rule));
        }
      }
      List<AccessTable.Rule> table =
          lines.stream().flatMap(line -> line.resolved().forTable().stream()).toList();
      return new Lines(lines, AccessTable.of(table));
    }

    /// Of equal rules the last is the one that counts.
    Optional<AccessVerdict.Line> deciding(InetAddress address) {
      AddressBits bits = AddressBits.of(address);
      return table
          .deciding(bits.high(), bits.low())
          .flatMap(rule ->
              lines.reversed().stream()
                  .filter(line -> line.resolved().forTable().contains(rule))
                  .findFirst());
    }
  }

  /// @param names looks a host up as the daemon does at its start
  AccessJudge(DaemonConfig config, Function<String, Optional<InetAddress>> names) {
    this.config = config;
    this.server = Lines.of(config.server().access(), names);
    this.command = Lines.of(config.command().access(), names);
  }

  AccessVerdict judge(AccessService service, InetAddress client) {
    return switch (service) {
      case NTP ->
          new AccessVerdict(
              service,
              server.deciding(client),
              config.server().port() == 0 ? Circumstance.SERVER_CLOSED : Circumstance.NONE);
      case COMMANDS -> new AccessVerdict(service, command.deciding(client), commands(client));
    };
  }

  private Circumstance commands(InetAddress client) {
    CommandConfig commands = config.command();
    InetAddress bound = client instanceof Inet4Address ? commands.address4() : commands.address6();
    if (commands.port() == 0) {
      return Circumstance.COMMANDS_CLOSED;
    }
    if (client.isLoopbackAddress()) {
      return Circumstance.OWN_COMMANDS;
    }
    return bound.isLoopbackAddress() ? Circumstance.COMMANDS_WITHIN : Circumstance.NONE;
  }
}
