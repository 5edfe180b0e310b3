// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.HardwareTimestamps.ReceiveFilter;
import dev.meantime.platform.HardwareTimestamps.Request;
import dev.meantime.platform.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.NetworkInterface;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real drivers of this machine's interfaces, none of which has a clock. Needs root.
final class LinuxLinkDriverTest {

  @TempDir private Path directory;
  private final Arena arena = Arena.ofAuto();
  private final LinuxLinkDriver driver =
      new LinuxLinkDriver(new SocketCalls(arena), new DeviceCalls(arena));
  private final CardStamps stamps = new CardStamps();
  private final LinuxHardwareTimestamps timestamps = new LinuxHardwareTimestamps(driver, stamps);

  private void enable(String device) throws IOException {
    timestamps.enable(new Request(device, ReceiveFilter.AUTOMATIC, true, 0, 0)).close();
  }

  @Test
  void knowsTheInterfacesAndTheirIndices() throws IOException {
    assertThat(timestamps.devices()).contains("lo");
    NetworkInterface.networkInterfaces()
        .forEach(each -> {
          try {
            assertThat(timestamps.devices()).contains(each.getName());
            assertThat(driver.index(each.getName())).isEqualTo(each.getIndex());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void loopbackHasNoClock() throws IOException {
    assertThat(driver.abilities("lo").clock()).isEqualTo(-1);
    assertThatThrownBy(() -> enable("lo"))
        .hasMessage("its driver cannot stamp packets by a hardware clock");
    assertThat(stamps.isEnabled()).isFalse();
  }

  @Test
  void aVirtualCableHasASpeedAndNoClock() throws IOException, InterruptedException {
    VethPair pair = VethPair.create(directory);
    try {
      assertThat(driver.devices()).contains(pair.device());
      assertThat(driver.speed(pair.device())).isEqualTo(10_000);
      assertThatThrownBy(() -> enable(pair.device()))
          .hasMessage("its driver cannot stamp packets by a hardware clock");
      // As the kernel says of a driver that cannot at all.
      assertThatThrownBy(() -> driver.set(pair.device(), new LinkDriver.Setting(1, 1)))
          .isInstanceOf(SystemCallException.class)
          .hasMessage("ioctl SIOCSHWTSTAMP: EOPNOTSUPP (Operation not supported)");
    } finally {
      pair.remove();
    }
  }

  @Test
  void namesTheErrorOfAnInterfaceThatDoesNotExist() {
    assertThatThrownBy(() -> enable("none0"))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("ioctl SIOCGIFINDEX: ENODEV (No such device)");
    assertThatThrownBy(() -> enable("a-name-of-17-octs"))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("ioctl: ENODEV (No such device)");
  }
}
