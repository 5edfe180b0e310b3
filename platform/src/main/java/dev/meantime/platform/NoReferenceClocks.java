// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;

/// Refuses every clock.
final class NoReferenceClocks implements ReferenceClocks {

  @Override
  public SharedMemoryClock sharedMemory(int unit, int mode) throws IOException {
    throw refusal("shmget");
  }

  @Override
  public HardwareClock hardwareClock(String device, boolean latched) throws IOException {
    throw refusal("open(" + device + ")");
  }

  @Override
  public PulseClock pulses(String device, PulseClock.Edge edge) throws IOException {
    throw refusal("open(" + device + ")");
  }

  private static SystemCallException refusal(String call) {
    return new SystemCallException(call, "ENOSYS", "this platform has no such reference clocks");
  }
}
