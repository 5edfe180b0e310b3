// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.PulseClock;
import dev.meantime.platform.ReferenceClocks;
import dev.meantime.platform.SharedMemoryClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/// The reference clocks of this machine. Whoever opens one closes it.
final class LinuxReferenceClocks implements ReferenceClocks {

  private static final Path INTERFACES = Path.of("/sys/class/net");

  private final DeviceCalls calls;

  LinuxReferenceClocks(DeviceCalls calls) {
    this.calls = calls;
  }

  @Override
  public SharedMemoryClock sharedMemory(int unit, int mode) throws IOException {
    return LinuxSharedMemoryClock.open(calls, unit, mode);
  }

  @Override
  public HardwareClock hardwareClock(String device, boolean latched) throws IOException {
    return LinuxHardwareClock.open(calls, device, latched, INTERFACES, Arena.ofAuto());
  }

  @Override
  public PulseClock pulses(String device, PulseClock.Edge edge) throws IOException {
    return LinuxPulseClock.open(calls, device, edge, Arena.ofAuto());
  }
}
