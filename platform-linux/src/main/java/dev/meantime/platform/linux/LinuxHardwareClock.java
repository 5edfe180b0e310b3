// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.linux.DeviceAbi.PtpClockCaps;
import dev.meantime.platform.linux.DeviceAbi.PtpSysOffset;
import dev.meantime.platform.linux.DeviceAbi.PtpSysOffsetExtended;
import dev.meantime.platform.linux.DeviceAbi.PtpSysOffsetPrecise;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// A `/dev/ptpN`. Tested against the C compiler's layout of what the kernel gives, not against a
/// device.
final class LinuxHardwareClock implements HardwareClock {

  /// How the kernel can be asked, from the most to the least certain. What fails once is not tried
  /// again while the device is open.
  private enum Method {
    PRECISE(DeviceAbi.PTP_SYS_OFFSET_PRECISE, PtpSysOffsetPrecise.SIZE),
    EXTENDED(DeviceAbi.PTP_SYS_OFFSET_EXTENDED, PtpSysOffsetExtended.SIZE),
    BASIC(DeviceAbi.PTP_SYS_OFFSET, PtpSysOffset.SIZE);

    private final long request;
    private final int size;

    Method(long request, int size) {
      this.request = request;
      this.size = size;
    }
  }

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private final DeviceCalls calls;
  private final int fd;
  private final MemorySegment buffer;
  private Method method;
  private boolean closed;

  private LinuxHardwareClock(DeviceCalls calls, int fd, Method method, Arena arena) {
    this.calls = calls;
    this.fd = fd;
    this.method = method;
    this.buffer = arena.allocate(PtpSysOffsetExtended.SIZE, Long.BYTES);
  }

  /// @param device a file, or the name of a network interface
  /// @param interfaces `/sys/class/net`
  /// @throws IOException when there is no such device, it is no such clock, or we may not use it
  static LinuxHardwareClock open(
      DeviceCalls calls, String device, boolean latched, Path interfaces, Arena arena)
      throws IOException {
    String path = device.startsWith("/") ? device : ofInterface(interfaces, device);
    int fd = calls.open(path, DeviceAbi.O_RDONLY | DeviceAbi.O_CLOEXEC);
    if (fd < 0) {
      throw Errno.failed("open(" + path + ")", fd);
    }
    MemorySegment abilities = arena.allocate(PtpClockCaps.SIZE, Long.BYTES);
    int result = calls.ioctl(fd, DeviceAbi.PTP_CLOCK_GETCAPS, abilities);
    if (result < 0) {
      calls.close(fd);
      throw Errno.failed("ioctl(" + path + ", PTP_CLOCK_GETCAPS)", result);
    }
    boolean precise = latched && abilities.get(INT, PtpClockCaps.CROSS_TIMESTAMPING) != 0;
    return new LinuxHardwareClock(calls, fd, precise ? Method.PRECISE : Method.EXTENDED, arena);
  }

  /// The clock of a network interface: the first that its device has.
  static String ofInterface(Path interfaces, String name) throws IOException {
    TreeSet<String> clocks = new TreeSet<>();
    Path directory = interfaces.resolve(name).resolve("device").resolve("ptp");
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "ptp*")) {
        entries.forEach(entry -> clocks.add(String.valueOf(entry.getFileName())));
      }
    }
    if (clocks.isEmpty()) {
      throw new IOException("the network interface " + name + " has no clock");
    }
    return "/dev/" + clocks.first();
  }

  @Override
  public List<Reading> read(int count) throws IOException {
    int wanted = Math.clamp(count, 1, DeviceAbi.PTP_MAX_SAMPLES);
    int result = ask(wanted);
    while (result < 0 && method != Method.BASIC) {
      method =
          switch (method) {
            case PRECISE -> Method.EXTENDED;
            case EXTENDED, BASIC -> Method.BASIC;
          };
      result = ask(wanted);
    }
    if (result < 0) {
      throw Errno.failed("ioctl(PTP_SYS_OFFSET)", result);
    }
    return switch (method) {
      case PRECISE -> HardwareTimes.precise(buffer);
      case EXTENDED -> HardwareTimes.extended(buffer, wanted);
      case BASIC -> HardwareTimes.basic(buffer, wanted);
    };
  }

  private int ask(int count) {
    buffer.fill((byte) 0);
    switch (method) {
      case PRECISE -> {}
      case EXTENDED -> buffer.set(INT, PtpSysOffsetExtended.N_SAMPLES, count);
      case BASIC -> buffer.set(INT, PtpSysOffset.N_SAMPLES, count);
    }
    return calls.ioctl(fd, method.request, buffer.asSlice(0, method.size));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      calls.close(fd);
    }
  }
}
