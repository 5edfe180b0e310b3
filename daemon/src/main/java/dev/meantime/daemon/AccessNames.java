// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Subnet;
import dev.meantime.daemon.config.AddressFamily;
import dev.meantime.platform.Platform;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks up the hosts of `allow` and its like, and again until each is known. chronyd looks them up
/// while it reads its configuration, and does not start without one. Confined to the loop.
final class AccessNames {

  private final Platform platform;
  private final AddressFamily family;
  private final EventLog log;
  private final List<NameLookup> lookups = new ArrayList<>();

  /// @param family the first address of it counts
  AccessNames(Platform platform, AddressFamily family, EventLog log) {
    this.platform = platform;
    this.family = family;
    this.log = log;
  }

  /// Begins to look up.
  ///
  /// @param directive what the rules are called: `allow` or `cmdallow`
  /// @param denial its opposite
  void start(AccessRules rules, String directive, String denial) {
    for (AccessRule line : rules.named()) {
      if (line.subnet() instanceof Subnet.Host(String name)) {
        String label = (line.allow() ? directive : denial) + " " + name;
        NameLookup lookup = new NameLookup(platform, name, new Listener(rules, line, label));
        lookups.add(lookup);
        lookup.ask();
      }
    }
  }

  void close() {
    lookups.forEach(NameLookup::cancel);
    lookups.clear();
  }

  private final class Listener implements NameLookup.Listener {

    private final AccessRules rules;
    private final AccessRule line;
    private final String label;

    Listener(AccessRules rules, AccessRule line, String label) {
      this.rules = rules;
      this.line = line;
      this.label = label;
    }

    @Override
    public NameLookup.Use onAddresses(List<InetAddress> addresses) {
      Optional<InetAddress> first = addresses.stream().filter(family::accepts).findFirst();
      if (first.isEmpty()) {
        return new NameLookup.Use.None("it has no address of the family in use");
      }
      rules.resolve(line, first.get());
      return new NameLookup.Use.Enough();
    }

    @Override
    public void onFailure(String reason, long retrySeconds) {
      log.trouble(
          label,
          line.place()
              + ": '"
              + label
              + "' has no effect while the host's address is not known ("
              + reason
              + "); trying again in "
              + retrySeconds
              + " s, then less and less often. An address in place of the name needs no name"
              + " server");
    }

    @Override
    public void onRecovery() {
      log.ended(label);
      log.info("Found the address of the host in '" + label + "'");
    }

    @Override
    public void onAnswered() {}
  }
}
