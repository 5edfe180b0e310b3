// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.RunOptions.Severity;
import dev.meantime.daemon.config.AccessRule;
import dev.meantime.daemon.config.AccessRule.Subnet;
import dev.meantime.platform.WallClock;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandAccessTest {

  private record StoppedClock(long nowNanos) implements WallClock {
    @Override
    public void step(double seconds) {
      throw new UnsupportedOperationException("access rules set no clock");
    }
  }

  private final EventLog log = new EventLog(new StoppedClock(0), Severity.FATAL, (_, _, _) -> {});

  private boolean allows(String address, AccessRule... rules) {
    return new CommandAccess(List.of(rules), log).allows(InetAddress.ofLiteral(address));
  }

  private static AccessRule rule(boolean allow, boolean all, String prefix, int bits) {
    return new AccessRule(allow, all, new Subnet.Prefix(InetAddress.ofLiteral(prefix), bits));
  }

  @Test
  void allowsThisMachineAlone() {
    assertThat(allows("127.0.0.1")).isTrue();
    assertThat(allows("::1")).isTrue();
    assertThat(allows("192.0.2.1")).isFalse();
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
    AccessRule everything = new AccessRule(true, false, new Subnet.Everything());
    assertThat(allows("192.0.2.1", everything)).isTrue();
    assertThat(allows("2001:db8::1", everything)).isTrue();
  }
}
