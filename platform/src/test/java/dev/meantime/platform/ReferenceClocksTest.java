// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReferenceClocksTest {

  @Test
  void aPlatformWithoutAnyRefusesEachWithAReason() {
    ReferenceClocks none = ReferenceClocks.none();
    String reason = ": ENOSYS (this platform has no such reference clocks)";
    assertThatThrownBy(() -> none.sharedMemory(0, 0600))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("shmget" + reason);
    assertThatThrownBy(() -> none.hardwareClock("/dev/ptp0", true))
        .hasMessage("open(/dev/ptp0)" + reason);
    assertThatThrownBy(() -> none.pulses("/dev/pps0", PulseClock.Edge.ASSERT))
        .hasMessage("open(/dev/pps0)" + reason);
  }
}
