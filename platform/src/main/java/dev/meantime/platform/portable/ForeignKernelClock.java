// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.portable;

import dev.meantime.platform.ClockException;
import dev.meantime.platform.KernelClock;
import dev.meantime.platform.KernelClockState;
import dev.meantime.platform.KernelClockStatus;

/// A kernel clock out of reach: the JDK has no means to ask or steer it.
final class ForeignKernelClock implements KernelClock {

  @Override
  public Control control() {
    return new Control.Denied("the portable platform cannot steer the clock");
  }

  @Override
  public KernelClockState read() throws ClockException {
    throw outOfReach();
  }

  @Override
  public double setFrequency(double frequency) throws ClockException {
    throw outOfReach();
  }

  @Override
  public double maximumFrequency() {
    return 0;
  }

  @Override
  public void setStatus(KernelClockStatus status) throws ClockException {
    throw outOfReach();
  }

  private static ClockException outOfReach() {
    return new ClockException("clock_adjtime", "ENOSYS");
  }
}
