// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Place;
import dev.meantime.daemon.config.AccessRule.Subnet;
import dev.meantime.engine.respond.AccessTable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private static final AccessRule EVERYTHING =
      new AccessRule(true, false, new Subnet.Everything(), new Place("c", 1));

  private static boolean allows(String address, AccessRule... rules) {
    return new AccessRules(List.of(rules)).allows(InetAddress.ofLiteral(address));
  }

  private static AccessRule rule(boolean allow, boolean all, String prefix, int bits) {
    return new AccessRule(
        allow, all, new Subnet.Prefix(InetAddress.ofLiteral(prefix), bits), new Place("c", 1));
  }

  private static AccessRule host(boolean allow, String name) {
    return new AccessRule(allow, false, new Subnet.Host(name), new Place("c", 7));
  }

  @Test
  void allowsNobodyWithoutARule() {
    assertThat(allows("127.0.0.1")).isFalse();
    assertThat(allows("192.0.2.1")).isFalse();
    assertThat(allows("2001:db8::1")).isFalse();
  }

  @Test
  void theLongestPrefixCountsWhateverTheOrder() {
    AccessRule wide = rule(true, false, "192.0.2.0", 24);
    AccessRule narrow = rule(false, false, "192.0.2.128", 25);
    assertThat(allows("192.0.2.1", wide, narrow)).isTrue();
    assertThat(allows("192.0.2.129", wide, narrow)).isFalse();
    assertThat(allows("192.0.2.129", narrow, wide)).isFalse();
    assertThat(allows("192.0.3.1", wide, narrow)).isFalse();
  }

  @Test
  void allForgetsEarlierRulesForParts() {
    AccessRule narrow = rule(false, false, "192.0.2.128", 25);
    AccessRule wide = rule(true, true, "192.0.2.0", 24);
    assertThat(allows("192.0.2.129", narrow, wide)).isTrue();
    assertThat(allows("192.0.2.129", wide, narrow)).isFalse();
  }

  @Test
  void theLaterOfEqualRulesCounts() {
    AccessRule allow = rule(true, false, "2001:db8::", 32);
    AccessRule deny = rule(false, false, "2001:db8::", 32);
    assertThat(allows("2001:db8::1", allow, deny)).isFalse();
    assertThat(allows("2001:db8::1", deny, allow)).isTrue();
  }

  @Test
  void everythingMeansBothFamilies() {
    assertThat(allows("192.0.2.1", EVERYTHING)).isTrue();
    assertThat(allows("2001:db8::1", EVERYTHING)).isTrue();
  }

  @Test
  void anEmptyPrefixMeansItsOwnFamily() {
    assertThat(allows("192.0.2.1", rule(true, false, "::", 0))).isFalse();
    assertThat(allows("2001:db8::1", rule(true, false, "::", 0))).isTrue();
    assertThat(allows("2001:db8::1", rule(true, false, "0.0.0.0", 0))).isFalse();
    assertThat(allows("192.0.2.1", rule(true, false, "0.0.0.0", 0))).isTrue();
  }

  @Test
  void aHostTakesItsPlaceOnceItIsKnown() {
    AccessRule denied = host(false, "bad.example");
    AccessRules rules = new AccessRules(List.of(EVERYTHING, denied));
    List<AccessTable> heard = new ArrayList<>();
    rules.onChange(heard::add);
    assertThat(rules.named()).containsExactly(denied);
    assertThat(rules.allows(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
    rules.resolve(denied, InetAddress.ofLiteral("192.0.2.1"));
    assertThat(rules.allows(InetAddress.ofLiteral("192.0.2.1"))).isFalse();
    assertThat(rules.allows(InetAddress.ofLiteral("192.0.2.2"))).isTrue();
    assertThat(heard).containsExactly(rules.table());
  }

  @Test
  void aHostBeforeALineThatForgetsItStaysForgotten() {
    AccessRule denied = host(false, "bad.example");
    AccessRules rules = new AccessRules(List.of(denied, rule(true, true, "192.0.2.0", 24)));
    rules.resolve(denied, InetAddress.ofLiteral("192.0.2.1"));
    assertThat(rules.allows(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
  }

  @Test
  void commandsCountAfterEveryLine() {
    AccessRule line = rule(false, false, "10.0.0.0", 8);
    AccessRules rules = new AccessRules(List.of(line));
    rules.add(rule(true, false, "10.0.0.0", 8).forTable());
    assertThat(rules.allows(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
    rules.add(EVERYTHING.forTable());
    rules.add(new AccessRule(false, true, new Subnet.Everything(), new Place("", 0)).forTable());
    assertThat(rules.allows(InetAddress.ofLiteral("10.1.2.3"))).isFalse();
    assertThat(rules.allows(InetAddress.ofLiteral("192.0.2.1"))).isFalse();
  }

  @Test
  void theSameSubnetTakesNoMoreRoomHoweverOftenItIsChanged() {
    AccessRules rules = new AccessRules(List.of(EVERYTHING));
    for (int i = 0; i < 1000; i++) {
      rules.add(rule(i % 2 == 1, i % 3 == 0, "192.0.2.0", 24).forTable());
    }
    assertThat(rules.allows(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
    assertThat(rules.table().rules()).hasSizeLessThan(6);
  }

  @Test
  void anEarlierRuleThatForgotOthersStaysForWhatItForgot() {
    AccessRules rules = new AccessRules(List.of(rule(false, false, "192.0.2.128", 25)));
    rules.add(rule(true, true, "192.0.2.0", 24).forTable());
    rules.add(rule(true, false, "192.0.2.0", 24).forTable());
    assertThat(
            Arrays.asList("192.0.2.1", "192.0.2.129").stream()
                .map(InetAddress::ofLiteral)
                .filter(rules::allows))
        .hasSize(2);
  }
}
