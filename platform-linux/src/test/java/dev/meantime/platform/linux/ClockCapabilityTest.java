// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.KernelClock.Control;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClockCapabilityTest {

  private static final String INITIAL = "         0          0 4294967295\n";

  @Test
  void rootMay() {
    assertThat(judge("000001ffffffffff", INITIAL)).isEqualTo(new Control.Granted());
    assertThat(judge("0000000002000400", INITIAL)).isEqualTo(new Control.Granted());
  }

  @Test
  void withoutTheCapabilityItMayNot() {
    assertThat(judge("0000000000000000", INITIAL)).isEqualTo(new Control.Denied("no CAP_SYS_TIME"));
    assertThat(judge("000001fffdffffff", INITIAL)).isEqualTo(new Control.Denied("no CAP_SYS_TIME"));
    assertThat(ClockCapability.judge(List.of("Name:\tjava"), INITIAL))
        .isEqualTo(new Control.Denied("no CAP_SYS_TIME"));
  }

  @Test
  void rootOfAUserNamespaceMayNot() {
    assertThat(judge("000001ffffffffff", "         0       1000          1\n"))
        .isEqualTo(new Control.Denied("CAP_SYS_TIME of a user namespace does not reach the clock"));
  }

  private static Control judge(String effective, String uidMap) {
    return ClockCapability.judge(
        List.of("Name:\tjava", "CapPrm:\tffffffffffffffff", "CapEff:\t" + effective), uidMap);
  }
}
