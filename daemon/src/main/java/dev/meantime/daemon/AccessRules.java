// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Subnet;
import dev.meantime.engine.respond.AccessTable;
import dev.meantime.platform.AddressBits;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Who may use a service: what the lines of the configuration say, then what was commanded since. A
/// line about a host takes its place among the others once the host's address is known. Confined to
/// the loop.
final class AccessRules {

  /// A line or a command, and what it comes to.
  private static final class Entry {
    private final List<AccessRule> line;
    private List<AccessTable.Rule> rules;

    Entry(List<AccessRule> line, List<AccessTable.Rule> rules) {
      this.line = line;
      this.rules = rules;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private AccessTable table;
  private Consumer<AccessTable> listener = changed -> {};

  /// @param lines in the order of the file
  AccessRules(List<AccessRule> lines) {
    for (AccessRule line : lines) {
      entries.add(new Entry(List.of(line), line.forTable()));
    }
    table = compiled();
  }

  /// Who hears of every change.
  void onChange(Consumer<AccessTable> heard) {
    listener = heard;
  }

  AccessTable table() {
    return table;
  }

  boolean allows(InetAddress address) {
    AddressBits bits = AddressBits.of(address);
    return table.allows(bits.high(), bits.low());
  }

  /// The lines about hosts.
  List<AccessRule> named() {
    return entries.stream()
        .flatMap(entry -> entry.line.stream())
        .filter(line -> line.subnet() instanceof Subnet.Host)
        .toList();
  }

  /// The host of a line has this address.
  void resolve(AccessRule line, InetAddress address) {
    for (Entry entry : entries) {
      if (entry.line.contains(line)) {
        entry.rules = line.resolved(address).forTable();
      }
    }
    change();
  }

  /// Commanded: counts after everything that there is.
  void add(List<AccessTable.Rule> rules) {
    // However often the same subnet is allowed and denied, it takes the room of one rule.
    for (Entry entry : entries) {
      entry.rules =
          entry.rules.stream()
              .filter(earlier -> rules.stream().noneMatch(rule -> supersedes(rule, earlier)))
              .toList();
    }
    entries.removeIf(entry -> entry.line.isEmpty() && entry.rules.isEmpty());
    entries.add(new Entry(List.of(), rules));
    change();
  }

  /// Whether an earlier rule has no effect any more, not even on others.
  private static boolean supersedes(AccessTable.Rule rule, AccessTable.Rule earlier) {
    return rule.high() == earlier.high()
        && rule.low() == earlier.low()
        && rule.bits() == earlier.bits()
        && (rule.all() || !earlier.all());
  }

  private void change() {
    table = compiled();
    listener.accept(table);
  }

  private AccessTable compiled() {
    return AccessTable.of(entries.stream().flatMap(entry -> entry.rules.stream()).toList());
  }
}
