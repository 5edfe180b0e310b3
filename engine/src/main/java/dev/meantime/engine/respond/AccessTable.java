// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Who is answered: `allow` and `deny` over every IPv4 and IPv6 address. Immutable; safe from any
/// thread.
///
/// Of the rules whose subnet contains an address the one with the longest prefix decides, of equal
/// prefixes the later rule; nobody is allowed without a rule. The rules are cut into disjoint
/// ranges of addresses once, so that a look-up takes a few steps however many rules there are.
public final class AccessTable {

  /// Bits before the address in an IPv4-mapped one.
  public static final int IPV4_BITS = 96;

  private static final int ALL_BITS = 128;

  /// One `allow` or `deny`.
  ///
  /// @param high the first 64 bits of the subnet's address; what is beyond the prefix is ignored
  /// @param low the last 64
  /// @param bits length of the prefix, 0 to 128; of an IPv4 net 96 more than it is usually called
  /// @param allow or deny
  /// @param all whether it takes the place of every earlier rule for a part of the subnet
  public record Rule(long high, long low, int bits, boolean allow, boolean all) {

    public Rule {
      if (bits < 0 || bits > ALL_BITS) {
        throw new IllegalArgumentException("a prefix of " + bits + " bits");
      }
      high &= highMask(bits);
      low &= lowMask(bits);
    }

    public boolean isIpv4() {
      return bits >= IPV4_BITS && isMapped(high, low);
    }

    private Prefix prefix() {
      return new Prefix(high, low, bits);
    }
  }

  /// A rule's place: those of one subnet's parts follow it directly.
  record Prefix(long high, long low, int bits) {
    static final Comparator<Prefix> ORDER =
        Comparator.<Prefix>comparingLong(p -> p.high + Long.MIN_VALUE)
            .thenComparingLong(p -> p.low + Long.MIN_VALUE)
            .thenComparingInt(p -> p.bits);

    long lastHigh() {
      return high | ~highMask(bits);
    }

    long lastLow() {
      return low | ~lowMask(bits);
    }
  }

  /// Nobody is allowed.
  public static final AccessTable NOBODY = of(List.of());

  private final List<Rule> rules;
  private final AddressRanges ipv4;
  private final AddressRanges ipv6;
  private final boolean allowsIpv4;
  private final boolean allowsIpv6;

  private AccessTable(List<Rule> rules, AddressRanges ipv4, AddressRanges ipv6) {
    this.rules = rules;
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
    this.allowsIpv4 = ipv4.allowsAnyone();
    this.allowsIpv6 = ipv6.allowsAnyone();
  }

  /// What these rules come to.
  ///
  /// @param rules in the order in which they were given
  public static AccessTable of(List<Rule> rules) {
    NavigableMap<Prefix, Rule> ipv4 = new TreeMap<>(Prefix.ORDER);
    NavigableMap<Prefix, Rule> ipv6 = new TreeMap<>(Prefix.ORDER);
    for (Rule rule : rules) {
      NavigableMap<Prefix, Rule> family = rule.isIpv4() ? ipv4 : ipv6;
      Prefix prefix = rule.prefix();
      if (rule.all()) {
        Prefix last = new Prefix(prefix.lastHigh(), prefix.lastLow(), ALL_BITS);
        family.subMap(prefix, true, last, true).clear();
      }
      family.put(prefix, rule);
    }
    return new AccessTable(
        List.copyOf(rules),
        AddressRanges.of(ipv4.values(), true),
        AddressRanges.of(ipv6.values(), false));
  }

  /// This table and one more rule.
  public AccessTable with(Rule rule) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(rule);
    return of(more);
  }

  /// The rules in the order in which they were given.
  public List<Rule> rules() {
    return rules;
  }

  public boolean allows(long high, long low) {
    return isMapped(high, low) ? ipv4.allows(high, low) : ipv6.allows(high, low);
  }

  /// The rule that decides about an address; empty when none does and it is denied for that.
  public Optional<Rule> deciding(long high, long low) {
    return isMapped(high, low) ? ipv4.deciding(high, low) : ipv6.deciding(high, low);
  }

  /// Whether there is an address of this family that is allowed.
  public boolean allowsAnyone(boolean ipv4Family) {
    return ipv4Family ? allowsIpv4 : allowsIpv6;
  }

  private static boolean isMapped(long high, long low) {
    return high == 0 && low >>> 32 == 0xffff;
  }

  private static long highMask(int bits) {
    return bits >= 64 ? -1 : bits == 0 ? 0 : -1L << (64 - bits);
  }

  private static long lowMask(int bits) {
    return bits <= 64 ? 0 : -1L << (ALL_BITS - bits);
  }
}
