// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.PulseClock.Edge;
import dev.meantime.platform.ReferenceClocks;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens without a device; this machine has neither a PTP clock nor a pulse.
final class ReferenceDevicesTest {

  @TempDir private Path directory;
  private final ReferenceClocks clocks = new LinuxReferenceClocks(new DeviceCalls(Arena.ofAuto()));

  @Test
  void saysThatThereIsNoSuchDevice() {
    assertThatThrownBy(() -> clocks.pulses("/dev/pps77", Edge.ASSERT))
        .hasMessage("open(/dev/pps77): ENOENT (No such file or directory)");
    assertThatThrownBy(() -> clocks.hardwareClock("/dev/ptp77", true))
        .hasMessage("open(/dev/ptp77): ENOENT (No such file or directory)");
    assertThatThrownBy(() -> clocks.hardwareClock("eth77", true))
        .hasMessage("the network interface eth77 has no clock");
  }

  @Test
  void refusesADeviceThatIsNoClockAndClosesIt() throws IOException {
    long before = descriptors();
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> clocks.pulses("/dev/null", Edge.CLEAR))
          .hasMessage("ioctl(PPS_GETPARAMS): ENOTTY (Inappropriate ioctl for device)");
      assertThatThrownBy(() -> clocks.hardwareClock("/dev/null", false))
          .hasMessage(
              "ioctl(/dev/null, PTP_CLOCK_GETCAPS): ENOTTY (Inappropriate ioctl for device)");
    }
    assertThat(descriptors()).isLessThan(before + 20);
  }

  @Test
  void findsTheClockOfAnInterface() throws IOException {
    Files.createDirectories(directory.resolve("eth0/device/ptp/ptp3"));
    assertThat(LinuxHardwareClock.ofInterface(directory, "eth0")).isEqualTo("/dev/ptp3");
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
