// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.control.AccessService;
import dev.meantime.control.CommandResult;
import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest.ChangeAccess;
import dev.meantime.daemon.RunOptions.Severity;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceAccessTest {

  private final List<String> lines = new ArrayList<>();
  private final EventLog log =
      new EventLog(new StoppedClock(0), Severity.INFO, (_, _, line) -> lines.add(line));
  private final ServiceAccess access =
      new ServiceAccess(new AccessRules(List.of()), new AccessRules(List.of()));

  private static ControlAddress ip(String literal) {
    return ControlAddress.of(InetAddress.ofLiteral(literal));
  }

  private CommandResult change(
      AccessService service, boolean allow, boolean all, ControlAddress subnet, int bits) {
    return access.change(new ChangeAccess(service, allow, all, subnet, bits), log);
  }

  private boolean mayAsk(String address) {
    return access.allows(AccessService.NTP, ip(address));
  }

  @Test
  void whatIsCommandedCountsForItsServiceAlone() {
    assertThat(change(AccessService.NTP, true, false, ip("192.0.2.0"), 24))
        .isEqualTo(CommandResult.DONE);
    assertThat(mayAsk("192.0.2.7")).isTrue();
    assertThat(mayAsk("192.0.3.7")).isFalse();
    assertThat(access.allows(AccessService.COMMANDS, ip("192.0.2.7"))).isFalse();
    assertThat(change(AccessService.COMMANDS, true, true, ControlAddress.UNSPECIFIED, 0))
        .isEqualTo(CommandResult.DONE);
    assertThat(access.allows(AccessService.COMMANDS, ip("2001:db8::7"))).isTrue();
    assertThat(change(AccessService.NTP, false, true, ControlAddress.UNSPECIFIED, 0))
        .isEqualTo(CommandResult.DONE);
    assertThat(mayAsk("192.0.2.7")).isFalse();
    assertThat(lines)
        .containsExactly(
            "Allowed NTP access from 192.0.2.0/24",
            "Allowed all command access from any address",
            "Denied all NTP access from any address");
  }

  @Test
  void refusesAnImpossiblePrefix() {
    assertThat(
            List.of(
                change(AccessService.NTP, true, false, ip("192.0.2.0"), 33),
                change(AccessService.NTP, true, false, ip("192.0.2.0"), -1),
                change(AccessService.NTP, true, false, ip("2001:db8::"), 129),
                change(AccessService.NTP, true, false, ControlAddress.UNSPECIFIED, 1),
                change(AccessService.NTP, true, false, new ControlAddress.Id(1), 0)))
        .containsOnly(CommandResult.BAD_SUBNET);
    assertThat(lines).isEmpty();
    assertThat(access.ntp().table().rules()).isEmpty();
  }

  @Test
  void nobodyMayNothing() {
    change(AccessService.NTP, true, false, ControlAddress.UNSPECIFIED, 0);
    assertThat(access.allows(AccessService.NTP, ControlAddress.UNSPECIFIED)).isFalse();
    assertThat(access.allows(AccessService.NTP, new ControlAddress.Id(1))).isFalse();
  }
}
