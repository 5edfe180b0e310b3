// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.SharedMemoryClock;
import dev.meantime.platform.linux.DeviceAbi.ShmTime;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// A System V segment that a driver such as gpsd writes to. The writer may be at it at any moment:
/// fences keep the order of reads and writes, and a counter tells in mode 1 whether it was.
final class LinuxSharedMemoryClock implements SharedMemoryClock {

  /// "NTP0"
  private static final int FIRST_KEY = 0x4e545030;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final DeviceCalls calls;
  private final MemorySegment memory;
  private boolean closed;

  private LinuxSharedMemoryClock(DeviceCalls calls, MemorySegment memory) {
    this.calls = calls;
    this.memory = memory;
  }

  /// @throws IOException when the system refuses: no permission, or a segment of another size
  @SuppressWarnings("restricted")
  static LinuxSharedMemoryClock open(DeviceCalls calls, int unit, int mode) throws IOException {
    int id = calls.shmget(FIRST_KEY + unit, ShmTime.SIZE, DeviceAbi.IPC_CREAT | mode);
    if (id < 0) {
      throw Errno.failed("shmget", id);
    }
    long address = calls.shmat(id);
    if (address < 0) {
      throw Errno.failed("shmat", address);
    }
    return new LinuxSharedMemoryClock(
        calls, MemorySegment.ofAddress(address).reinterpret(ShmTime.SIZE));
  }

  @Override
  public Poll poll() {
    if (closed || memory.get(INT, ShmTime.VALID) == 0) {
      return new Poll.Nothing();
    }
    VarHandle.fullFence();
    MemorySegment copy = MemorySegment.ofArray(new byte[ShmTime.SIZE]).copyFrom(memory);
    VarHandle.fullFence();
    memory.set(INT, ShmTime.VALID, 0);
    VarHandle.fullFence();
    return SharedMemorySample.decode(copy, memory.get(INT, ShmTime.COUNT));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      calls.shmdt(memory);
    }
  }
}
