// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Subnet;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Which hosts may send commands over the network: `cmdallow` and `cmddeny`. The longest matching
/// prefix counts; this machine itself always may.
final class CommandAccess {

  private record Entry(InetAddress prefix, int bits, boolean allow) {}

  private static final InetAddress ANY_4 = InetAddress.ofLiteral("0.0.0.0");
  private static final InetAddress ANY_6 = InetAddress.ofLiteral("::");

  private final List<Entry> entries = new ArrayList<>();

  CommandAccess(List<AccessRule> rules, EventLog log) {
    for (AccessRule rule : rules) {
      switch (rule.subnet()) {
        case Subnet.Everything() -> {
          add(new Entry(ANY_4, 0, rule.allow()), rule.all());
          add(new Entry(ANY_6, 0, rule.allow()), rule.all());
        }
        case Subnet.Prefix(InetAddress address, int bits) ->
            add(new Entry(address, bits, rule.allow()), rule.all());
        case Subnet.Host(String name) ->
            log.warn("cmdallow or cmddeny " + name + ": give an address, names are not looked up");
      }
    }
  }

  boolean allows(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return true;
    }
    byte[] octets = address.getAddress();
    boolean allowed = false;
    int longest = -1;
    for (Entry entry : entries) {
      if (entry.bits() >= longest && contains(entry, octets)) {
        longest = entry.bits();
        allowed = entry.allow();
      }
    }
    return allowed;
  }

  /// @param all whether earlier rules for parts of it are forgotten
  private void add(Entry entry, boolean all) {
    entries.removeIf(earlier ->
        contains(entry, earlier.prefix().getAddress())
            && (all ? earlier.bits() >= entry.bits() : earlier.bits() == entry.bits()));
    entries.add(entry);
  }

  private static boolean contains(Entry entry, byte[] octets) {
    byte[] prefix = entry.prefix().getAddress();
    if (octets.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < entry.bits(); bit++) {
      int mask = 0x80 >>> bit % 8;
      if (((octets[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
