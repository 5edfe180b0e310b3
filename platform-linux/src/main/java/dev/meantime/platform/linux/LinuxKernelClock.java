// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.KernelClockStatus;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `CLOCK_REALTIME` as `clock_adjtime` steers it: by tick and frequency alone, never by the
/// kernel's own loop, which the first change therefore ends together with whatever another program
/// left slewing. Until then nothing is touched.
final class LinuxKernelClock implements KernelClock {

  private static final String CALL = "clock_adjtime";

  private final ClockCalls calls;
  private final MemorySegment timex;
  private final long hz;
  private boolean steering;

  LinuxKernelClock(ClockCalls calls, Arena arena) throws ClockException {
    this.calls = calls;
    this.timex = TimexCodec.allocate(arena);
    this.hz = calls.sysconf(Abi.SC_CLK_TCK);
    if (hz <= 0) {
      throw Errno.clockFailed("sysconf", hz);
    }
  }

  @Override
  public Control control() {
    return ClockCapability.ofThisProcess();
  }

  @Override
  public KernelClockState read() throws ClockException {
    TimexCodec.encodeRead(timex);
    perform();
    return TimexCodec.decode(timex, hz);
  }

  @Override
  public double setFrequency(double frequency) throws ClockException {
    if (Double.isNaN(frequency)) {
      throw new IllegalArgumentException("a frequency must be a number");
    }
    beginSteering();
    TimexCodec.encodeRead(timex);
    perform();
    long tick = TimexCodec.frequencySetting(timex).tick();
    double limit = maximumFrequency();
    FrequencySetting setting = FrequencySetting.of(Math.clamp(frequency, -limit, limit), hz, tick);
    TimexCodec.encodeFrequency(timex, setting);
    perform();
    return setting.frequency(hz);
  }

  @Override
  public double maximumFrequency() {
    return FrequencySetting.maximumFrequency(hz);
  }

  @Override
  public void setStatus(KernelClockStatus status) throws ClockException {
    beginSteering();
    TimexCodec.encodeStatus(timex, status);
    perform();
  }

  private void beginSteering() throws ClockException {
    if (steering) {
      return;
    }
    TimexCodec.encodeCancelAdjtime(timex);
    perform();
    TimexCodec.encodeCancelLoop(timex);
    perform();
    TimexCodec.encodeUnsynchronised(timex);
    perform();
    steering = true;
  }

  private void perform() throws ClockException {
    int result = calls.clockAdjtime(Abi.CLOCK_REALTIME, timex);
    if (result < 0) {
      throw Errno.clockFailed(CALL, result);
    }
  }
}
