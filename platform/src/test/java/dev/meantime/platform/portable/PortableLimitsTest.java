// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.Platform;
import dev.meantime.platform.UdpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PortableLimitsTest {

  private final Platform platform;

  PortableLimitsTest() throws IOException {
    platform = new PortablePlatform();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void refusesToTouchTheClock() {
    assertThatThrownBy(() -> platform.wallClock().step(0)).isInstanceOf(ClockException.class);
    assertThatThrownBy(() -> platform.kernelClock().setFrequency(0))
        .isInstanceOf(ClockException.class);
    assertThatThrownBy(() -> platform.kernelClock().read()).isInstanceOf(ClockException.class);
  }

  @Test
  void hasNoLocalSockets() {
    assertThatThrownBy(() -> platform.network().openLocal(Path.of("/tmp/x"), 0600, d -> {}))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesADevice() {
    UdpOptions options =
        UdpOptions.boundTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .onDevice("lo");
    assertThatThrownBy(() -> platform.network().open(options, d -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("interface lo");
  }
}
