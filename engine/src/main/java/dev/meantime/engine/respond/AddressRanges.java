// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.engine.respond.AccessTable.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Nested subnets of one family cut into ranges of addresses that follow each other without a gap,
/// each with the rule of the innermost subnet around it. Immutable.
///
/// IPv4 ranges are found by a table over the first 16 bits and a binary search in what is left of
/// them; IPv6 ranges, of which nobody has so many, by the search alone.
final class AddressRanges {

  /// Below so many ranges the table costs more memory than it saves steps.
  private static final int TABLE_FROM = 64;

  private static final int TABLE_BITS = 16;
  private static final int NO_RULE = -1;

  private final long[] high;
  private final long[] low;
  private final boolean[] allowed;
  private final int[] ruleOf;
  private final List<Rule> rules;

  /// Of the addresses that begin with these 16 bits, the range of the first; empty without table.
  private final int[] firstOf;

  private AddressRanges(Cutter cutter, boolean ipv4) {
    int count = cutter.ruleOf.size();
    high = new long[count];
    low = new long[count];
    ruleOf = new int[count];
    allowed = new boolean[count];
    rules = List.copyOf(cutter.rules);
    for (int i = 0; i < count; i++) {
      high[i] = cutter.starts.get(i)[0];
      low[i] = cutter.starts.get(i)[1];
      ruleOf[i] = cutter.ruleOf.get(i);
      allowed[i] = ruleOf[i] != NO_RULE && rules.get(ruleOf[i]).allow();
    }
    firstOf = ipv4 && count >= TABLE_FROM ? table() : new int[0];
  }

  /// @param rules by address, those of shorter prefixes first; no two with the same prefix
  static AddressRanges of(Collection<Rule> rules, boolean ipv4) {
    Cutter cutter = new Cutter(ipv4);
    rules.forEach(cutter::add);
    cutter.end();
    return new AddressRanges(cutter, ipv4);
  }

  boolean allows(long addressHigh, long addressLow) {
    return allowed[find(addressHigh, addressLow)];
  }

  Optional<Rule> deciding(long addressHigh, long addressLow) {
    int rule = ruleOf[find(addressHigh, addressLow)];
    return rule == NO_RULE ? Optional.empty() : Optional.of(rules.get(rule));
  }

  boolean allowsAnyone() {
    for (boolean each : allowed) {
      if (each) {
        return true;
      }
    }
    return false;
  }

  private int find(long addressHigh, long addressLow) {
    int from = 0;
    int to = low.length - 1;
    if (firstOf.length > 0) {
      int index = (int) (addressLow >>> TABLE_BITS) & ((1 << TABLE_BITS) - 1);
      from = firstOf[index];
      to = firstOf[index + 1];
    }
    while (from < to) {
      int middle = (from + to + 1) >>> 1;
      if (isAfter(middle, addressHigh, addressLow)) {
        to = middle - 1;
      } else {
        from = middle;
      }
    }
    return from;
  }

  private boolean isAfter(int range, long addressHigh, long addressLow) {
    int order = Long.compareUnsigned(high[range], addressHigh);
    return order > 0 || (order == 0 && Long.compareUnsigned(low[range], addressLow) > 0);
  }

  private int[] table() {
    int[] table = new int[(1 << TABLE_BITS) + 1];
    int range = 0;
    for (int i = 0; i < 1 << TABLE_BITS; i++) {
      long first = low[0] | ((long) i << TABLE_BITS);
      while (range + 1 < low.length && low[range + 1] <= first) {
        range++;
      }
      table[i] = range;
    }
    table[1 << TABLE_BITS] = low.length - 1;
    return table;
  }

  /// Walks through nested subnets and notes where another rule begins to decide.
  private static final class Cutter {

    private record Open(long lastHigh, long lastLow, int rule) {}

    private final List<long[]> starts = new ArrayList<>();
    private final List<Integer> ruleOf = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    Cutter(boolean ipv4) {
      begin(0, ipv4 ? 0xffffL << 32 : 0, NO_RULE);
    }

    void add(Rule rule) {
      while (!open.isEmpty() && endsBefore(open.peek(), rule.high(), rule.low())) {
        close();
      }
      rules.add(rule);
      var prefix = new AccessTable.Prefix(rule.high(), rule.low(), rule.bits());
      begin(rule.high(), rule.low(), rules.size() - 1);
      open.push(new Open(prefix.lastHigh(), prefix.lastLow(), rules.size() - 1));
    }

    void end() {
      while (!open.isEmpty()) {
        close();
      }
    }

    private void close() {
      Open ended = open.pop();
      long nextLow = ended.lastLow + 1;
      long nextHigh = nextLow == 0 ? ended.lastHigh + 1 : ended.lastHigh;
      if (nextHigh != 0 || nextLow != 0) {
        begin(nextHigh, nextLow, open.isEmpty() ? NO_RULE : open.peek().rule);
      }
    }

    /// A range that would be empty gives way to the one that begins at the same address.
    private void begin(long startHigh, long startLow, int rule) {
      int last = starts.size() - 1;
      if (last >= 0 && starts.get(last)[0] == startHigh && starts.get(last)[1] == startLow) {
        ruleOf.set(last, rule);
      } else {
        starts.add(new long[] {startHigh, startLow});
        ruleOf.add(rule);
      }
    }

    private static boolean endsBefore(Open subnet, long high, long low) {
      int order = Long.compareUnsigned(subnet.lastHigh, high);
      return order < 0 || (order == 0 && Long.compareUnsigned(subnet.lastLow, low) < 0);
    }
  }
}
