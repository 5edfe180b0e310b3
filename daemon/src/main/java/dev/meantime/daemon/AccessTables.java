// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Subnet;
import dev.meantime.engine.respond.AccessTable;
import dev.meantime.platform.AddressBits;
import java.util.ArrayList;
import java.util.List;

/// PROVISIONAL until the control branch lands.
final class AccessTables {

  private AccessTables() {}

  static AccessTable of(Setup setup) {
    List<AccessTable.Rule> rules = new ArrayList<>();
    for (AccessRule rule : setup.config().server().access()) {
      switch (rule.subnet()) {
        case Subnet.Everything() -> {
          rules.add(new AccessTable.Rule(0, 0xffffL << 32, 96, rule.allow(), rule.all()));
          rules.add(new AccessTable.Rule(0, 0, 0, rule.allow(), rule.all()));
        }
        case Subnet.Prefix(var address, int bits) -> {
          AddressBits net = AddressBits.of(address);
          rules.add(
              new AccessTable.Rule(
                  net.high(),
                  net.low(),
                  net.isIpv4() ? 96 + bits : bits,
                  rule.allow(),
                  rule.all()));
        }
        case Subnet.Host(String name) -> setup.log().warn("not looked up: " + name);
      }
    }
    return AccessTable.of(rules);
  }
}
