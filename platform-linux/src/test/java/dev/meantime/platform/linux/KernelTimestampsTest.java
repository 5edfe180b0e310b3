// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.Timestamp;
import dev.meantime.platform.Timestamp.Source;
import org.junit.jupiter.api.Test;

final class KernelTimestampsTest {

  private static final long NOW = 1_800_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void believesTheKernelWithinASecond() {
    assertThat(KernelTimestamps.choose(NOW - 20_000, NOW))
        .isEqualTo(new Timestamp(NOW - 20_000, Source.KERNEL));
    assertThat(KernelTimestamps.choose(NOW - SECOND, NOW).source()).isEqualTo(Source.KERNEL);
    assertThat(KernelTimestamps.choose(NOW + SECOND, NOW).source()).isEqualTo(Source.KERNEL);
  }

  @Test
  void believesTheDaemonOtherwise() {
    Timestamp daemon = new Timestamp(NOW, Source.DAEMON);
    assertThat(KernelTimestamps.choose(0, NOW)).isEqualTo(daemon);
    assertThat(KernelTimestamps.choose(NOW - SECOND - 1, NOW)).isEqualTo(daemon);
    assertThat(KernelTimestamps.choose(NOW + SECOND + 1, NOW)).isEqualTo(daemon);
  }
}
