// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.AccessService;
import dev.meantime.control.ControlAddress;
import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Subnet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// What a configuration says of an address that wants to use a service.
///
/// @param line the line that decides; empty when none is about the address
/// @param circumstance what else is in its way or lets it in
record AccessVerdict(AccessService service, Optional<Line> line, Circumstance circumstance) {

  /// What counts more than the rules.
  enum Circumstance {
    NONE(""),
    /// `port 0`
    SERVER_CLOSED("nobody is served: port is 0"),
    /// `cmdport 0`
    COMMANDS_CLOSED("nobody is heard by UDP: cmdport is 0"),
    /// The client is not of this machine, and `bindcmdaddress` is.
    COMMANDS_WITHIN("not heard: bindcmdaddress opens the command port to this machine alone"),
    /// The client is this machine, which may always send commands.
    OWN_COMMANDS("allowed: this machine itself always is");

    private final String sentence;

    Circumstance(String sentence) {
      this.sentence = sentence;
    }
  }

  /// A line that is about an address.
  ///
  /// @param written with the name of its host
  /// @param resolved with the address instead
  record Line(AccessRule written, AccessRule resolved) {

    /// As in a configuration: `allow all 192.0.2.0/24`.
    String text(AccessService service) {
      return (service == AccessService.NTP ? "" : "cmd")
          + (written.allow() ? "allow" : "deny")
          + (written.all() ? " all" : "")
          + subnet(written.subnet());
    }

    private static String subnet(Subnet subnet) {
      return switch (subnet) {
        case Subnet.Everything() -> "";
        case Subnet.Prefix(InetAddress address, int bits) ->
            " "
                + ControlAddress.of(address).text()
                + (bits == (address instanceof Inet4Address ? 32 : 128) ? "" : "/" + bits);
        case Subnet.Host(String name) -> " " + name;
      };
    }
  }

  /// Whether the rules alone allow it.
  boolean ruled() {
    return line.filter(decisive -> decisive.written().allow()).isPresent();
  }

  /// Whether it may, if the rules said this.
  boolean allowed(boolean byRules) {
    return switch (circumstance) {
      case NONE -> byRules;
      case SERVER_CLOSED, COMMANDS_CLOSED, COMMANDS_WITHIN -> false;
      case OWN_COMMANDS -> true;
    };
  }

  /// `allowed by /etc/chrony/chrony.conf:12: allow 192.0.2.0/24`.
  String sentence() {
    return switch (circumstance) {
      case NONE -> byRules();
      case SERVER_CLOSED, COMMANDS_CLOSED -> circumstance.sentence + " (" + byRules() + ")";
      case COMMANDS_WITHIN -> ruled() ? circumstance.sentence + " (" + byRules() + ")" : byRules();
      case OWN_COMMANDS -> circumstance.sentence;
    };
  }

  private String byRules() {
    if (line.isEmpty()) {
      String directives = service == AccessService.NTP ? "allow or deny" : "cmdallow or cmddeny";
      return "denied: no " + directives + " line is about it";
    }
    Line decisive = line.get();
    return (decisive.written().allow() ? "allowed" : "denied")
        + " by "
        + decisive.written().place()
        + ": "
        + decisive.text(service);
  }
}
