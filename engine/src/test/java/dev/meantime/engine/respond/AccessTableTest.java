// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.respond.AccessTable.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessTableTest {

  private static final long MAPPED = 0xffffL << 32;

  private static Rule net4(boolean allow, String address, int bits) {
    return new Rule(0, ipv4(address), 96 + bits, allow, false);
  }

  private static Rule all4(boolean allow, String address, int bits) {
    return new Rule(0, ipv4(address), 96 + bits, allow, true);
  }

  private static long ipv4(String address) {
    long bits = 0;
    for (String octet : address.split("\\.", -1)) {
      bits = (bits << 8) | Long.parseLong(octet);
    }
    return MAPPED | bits;
  }

  private static boolean allows(AccessTable table, String address) {
    return table.allows(0, ipv4(address));
  }

  @Test
  void allowsNobodyWithoutARule() {
    assertThat(AccessTable.NOBODY.allows(0, ipv4("127.0.0.1"))).isFalse();
    assertThat(AccessTable.NOBODY.allows(0, 1)).isFalse();
    assertThat(AccessTable.NOBODY.allowsAnyone(true)).isFalse();
    assertThat(AccessTable.NOBODY.allowsAnyone(false)).isFalse();
    assertThat(AccessTable.NOBODY.deciding(0, ipv4("1.2.3.4"))).isEmpty();
  }

  @Test
  void theLongestPrefixDecidesWhateverTheOrder() {
    List<Rule> rules =
        List.of(net4(true, "10.0.0.0", 8), net4(false, "10.1.0.0", 16), net4(true, "10.1.2.0", 24));
    for (AccessTable table : List.of(AccessTable.of(rules), AccessTable.of(rules.reversed()))) {
      assertThat(allows(table, "10.9.9.9")).isTrue();
      assertThat(allows(table, "10.1.9.9")).isFalse();
      assertThat(allows(table, "10.1.2.9")).isTrue();
      assertThat(allows(table, "11.1.2.9")).isFalse();
      assertThat(table.deciding(0, ipv4("10.1.2.9"))).contains(rules.get(2));
    }
  }

  @Test
  void ofEqualPrefixesTheLaterRuleCounts() {
    AccessTable table =
        AccessTable.of(List.of(net4(true, "10.0.0.0", 8), net4(false, "10.7.7.7", 8)));
    assertThat(allows(table, "10.1.1.1")).isFalse();
  }

  @Test
  void allForgetsEarlierRulesForPartsAndNoOthers() {
    AccessTable table =
        AccessTable.of(
            List.of(
                net4(false, "10.1.0.0", 16),
                net4(false, "11.1.0.0", 16),
                all4(true, "10.0.0.0", 8),
                net4(false, "10.2.0.0", 16)));
    assertThat(allows(table, "10.1.1.1")).isTrue();
    assertThat(allows(table, "10.2.1.1")).isFalse();
    assertThat(allows(table, "11.1.1.1")).isFalse();
  }

  @Test
  void familiesHaveNothingToDoWithEachOther() {
    AccessTable ipv6 = AccessTable.of(List.of(new Rule(0, 0, 0, true, true)));
    assertThat(ipv6.allows(0x2001_0db8L << 32, 1)).isTrue();
    assertThat(allows(ipv6, "10.0.0.1")).isFalse();
    AccessTable ipv4 = AccessTable.of(List.of(net4(true, "0.0.0.0", 0)));
    assertThat(ipv4.allows(0, 1)).isFalse();
    assertThat(allows(ipv4, "255.255.255.255")).isTrue();
    assertThat(ipv4.allowsAnyone(true)).isTrue();
    assertThat(ipv4.allowsAnyone(false)).isFalse();
  }

  @Test
  void theLastAddressesOfBothFamiliesHaveRulesToo() {
    AccessTable table =
        AccessTable.of(
            List.of(net4(true, "255.255.255.255", 32), new Rule(-1, -1, 128, true, false)));
    assertThat(allows(table, "255.255.255.255")).isTrue();
    assertThat(allows(table, "255.255.255.254")).isFalse();
    assertThat(table.allows(-1, -1)).isTrue();
    assertThat(table.allows(-1, -2)).isFalse();
  }

  /// The oracle looks at every rule for every address.
  private static boolean naive(List<Rule> rules, long high, long low) {
    boolean ipv4 = high == 0 && low >>> 32 == 0xffff;
    List<Rule> left = new ArrayList<>();
    for (Rule rule : rules) {
      left.removeIf(earlier ->
          earlier.isIpv4() == rule.isIpv4()
              && contains(rule, earlier.high(), earlier.low())
              && (rule.all() ? earlier.bits() >= rule.bits() : earlier.bits() == rule.bits()));
      left.add(rule);
    }
    return left.stream()
        .filter(rule -> rule.isIpv4() == ipv4 && contains(rule, high, low))
        .max((a, b) -> Integer.compare(a.bits(), b.bits()))
        .map(Rule::allow)
        .orElse(false);
  }

  private static boolean contains(Rule rule, long high, long low) {
    Rule same = new Rule(high, low, rule.bits(), rule.allow(), rule.all());
    return same.high() == rule.high() && same.low() == rule.low();
  }

  @Test
  void decidesAsOneWhoLooksAtEveryRule() {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      boolean ipv4 = random.nextBoolean();
      List<Rule> rules = new ArrayList<>();
      int count = random.nextInt(1, 200);
      // Few different bits, so that subnets meet.
      long mask = ipv4 ? 0x0300_0703L : 0x8000_0000_0000_0003L;
      for (int i = 0; i < count; i++) {
        long low = random.nextLong() & mask;
        rules.add(
            ipv4
                ? new Rule(
                    0,
                    MAPPED | low,
                    random.nextInt(96, 129),
                    random.nextBoolean(),
                    random.nextInt(8) == 0)
                : new Rule(
                    random.nextLong() & (3L << 40),
                    low,
                    random.nextInt(0, 129),
                    random.nextBoolean(),
                    random.nextInt(8) == 0));
      }
      AccessTable table = AccessTable.of(rules);
      for (int i = 0; i < 500; i++) {
        long low = random.nextLong() & (mask | 4);
        long high = ipv4 ? 0 : random.nextLong() & (7L << 40);
        low = ipv4 ? MAPPED | low : low;
        assertThat(table.allows(high, low))
            .as("seed %d, %x %x", seed, high, low)
            .isEqualTo(naive(rules, high, low));
      }
    }
  }

  @Test
  void findsTheInnermostOfAHundredThousandRules() {
    Random random = new Random(7);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      rules.add(
          new Rule(
              0,
              MAPPED | (random.nextInt() & 0xffff_ffffL),
              random.nextInt(104, 129),
              random.nextBoolean(),
              false));
    }
    AccessTable table = AccessTable.of(rules);
    for (int i = 0; i < 1000; i++) {
      Rule rule = rules.get(random.nextInt(rules.size()));
      Rule deciding = table.deciding(rule.high(), rule.low()).orElseThrow();
      assertThat(deciding.bits()).isGreaterThanOrEqualTo(rule.bits());
      assertThat(contains(deciding, rule.high(), rule.low())).isTrue();
      assertThat(table.allows(rule.high(), rule.low())).isEqualTo(deciding.allow());
    }
  }
}
