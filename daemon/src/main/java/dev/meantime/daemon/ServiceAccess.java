// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.control.AccessService;
import dev.meantime.control.CommandResult;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Place;
import dev.meantime.daemon.config.AccessRule.Subnet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// Who may use what, and how that is changed while the daemon runs. Confined to the loop.
///
/// @param ntp `allow` and `deny`
/// @param commands `cmdallow` and `cmddeny`
record ServiceAccess(AccessRules ntp, AccessRules commands) {

  private static final Place COMMANDED = new Place("", 0);

  AccessRules of(AccessService service) {
    return switch (service) {
      case NTP -> ntp;
      case COMMANDS -> commands;
    };
  }

  boolean allows(AccessService service, ControlAddress address) {
    return address instanceof ControlAddress.Ip(InetAddress ip) && of(service).allows(ip);
  }

  CommandResult change(ControlRequest.ChangeAccess change, EventLog log) {
    Optional<Subnet> subnet = subnet(change.subnet(), change.bits());
    if (subnet.isEmpty()) {
      return CommandResult.BAD_SUBNET;
    }
    of(change.service())
        .add(new AccessRule(change.allow(), change.all(), subnet.get(), COMMANDED).forTable());
    log.info(told(change));
    return CommandResult.DONE;
  }

  private static Optional<Subnet> subnet(ControlAddress address, int bits) {
    return switch (address) {
      case ControlAddress.Unspecified _ ->
          bits == 0 ? Optional.of(new Subnet.Everything()) : Optional.empty();
      case ControlAddress.Ip(InetAddress ip) ->
          bits >= 0 && bits <= (ip instanceof Inet4Address ? 32 : 128)
              ? Optional.of(new Subnet.Prefix(ip, bits))
              : Optional.empty();
      case ControlAddress.Id _ -> Optional.empty();
    };
  }

  private static String told(ControlRequest.ChangeAccess change) {
    return (change.allow() ? "Allowed " : "Denied ")
        + (change.all() ? "all " : "")
        + (change.service() == AccessService.NTP ? "NTP" : "command")
        + " access from "
        + (change.subnet() instanceof ControlAddress.Unspecified
            ? "any address"
            : change.subnet().text() + "/" + change.bits());
  }
}
