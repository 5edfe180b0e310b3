// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.PulseClock;
import dev.meantime.platform.linux.DeviceAbi.PpsFdata;
import dev.meantime.platform.linux.DeviceAbi.PpsKparams;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// A `/dev/ppsN`. Tested against the C compiler's layout of what the kernel gives, not against a
/// device.
final class LinuxPulseClock implements PulseClock {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final DeviceCalls calls;
  private final int fd;
  private final Edge edge;
  private final MemorySegment data;
  private boolean closed;

  private LinuxPulseClock(DeviceCalls calls, int fd, Edge edge, Arena arena) {
    this.calls = calls;
    this.fd = fd;
    this.edge = edge;
    this.data = arena.allocate(PpsFdata.SIZE, Long.BYTES);
  }

  /// @throws IOException when there is no such device, or it does not pulse, or we may not use it
  static LinuxPulseClock open(DeviceCalls calls, String device, Edge edge, Arena arena)
      throws IOException {
    int fd = calls.open(device, DeviceAbi.O_RDWR | DeviceAbi.O_CLOEXEC);
    if (fd < 0) {
      throw Errno.failed("open(" + device + ")", fd);
    }
    LinuxPulseClock clock = new LinuxPulseClock(calls, fd, edge, arena);
    try {
      clock.capture(arena.allocate(PpsKparams.SIZE, Long.BYTES));
    } catch (IOException e) {
      clock.close();
      throw e;
    }
    return clock;
  }

  /// Changing what is captured needs CAP_SYS_TIME, so it is left as it is where it suffices.
  private void capture(MemorySegment parameters) throws IOException {
    require("ioctl(PPS_GETPARAMS)", calls.ioctl(fd, DeviceAbi.PPS_GETPARAMS, parameters));
    int wanted =
        switch (edge) {
          case ASSERT -> DeviceAbi.PPS_CAPTUREASSERT;
          case CLEAR -> DeviceAbi.PPS_CAPTURECLEAR;
        };
    int mode = parameters.get(INT, PpsKparams.MODE);
    if ((mode & wanted) == 0) {
      parameters.set(INT, PpsKparams.MODE, mode | wanted | DeviceAbi.PPS_TSFMT_TSPEC);
      require("ioctl(PPS_SETPARAMS)", calls.ioctl(fd, DeviceAbi.PPS_SETPARAMS, parameters));
    }
  }

  /// The timeout is zero, so that the call returns at once.
  @Override
  public Optional<Pulse> last() throws IOException {
    data.fill((byte) 0);
    require("ioctl(PPS_FETCH)", calls.ioctl(fd, DeviceAbi.PPS_FETCH, data));
    return decode(data, edge);
  }

  static Optional<Pulse> decode(MemorySegment fdata, Edge edge) {
    int sequence =
        switch (edge) {
          case ASSERT -> fdata.get(INT, PpsFdata.ASSERT_SEQUENCE);
          case CLEAR -> fdata.get(INT, PpsFdata.CLEAR_SEQUENCE);
        };
    int time =
        switch (edge) {
          case ASSERT -> PpsFdata.ASSERT_TU;
          case CLEAR -> PpsFdata.CLEAR_TU;
        };
    long seconds = fdata.get(LONG, time);
    if (sequence == 0 && seconds == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Pulse(
            Integer.toUnsignedLong(sequence),
            seconds * NANOS_PER_SECOND + fdata.get(INT, time + PpsFdata.NSEC)));
  }

  private static void require(String call, int result) throws IOException {
    if (result < 0) {
      throw Errno.failed(call, result);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      calls.close(fd);
    }
  }
}
