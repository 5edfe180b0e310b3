// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.platform.Platform;
import dev.meantime.platform.Platforms;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinuxPlatformProviderTest {

  @Test
  void isTakenUnasked() throws IOException {
    try (Platform platform = Platforms.open(Optional.empty())) {
      assertThat(platform).isInstanceOf(LinuxPlatform.class);
    }
  }

  @Test
  void leavesThePortablePlatformToBeNamed() throws IOException {
    try (Platform platform = Platforms.open(Optional.of("portable"))) {
      assertThat(platform).isNotInstanceOf(LinuxPlatform.class);
    }
  }
}
