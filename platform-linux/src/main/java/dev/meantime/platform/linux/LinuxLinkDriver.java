// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.linux.LinkAbi.EthtoolLinkSettings;
import dev.meantime.platform.linux.LinkAbi.EthtoolTsInfo;
import dev.meantime.platform.linux.LinkAbi.HwtstampConfig;
import dev.meantime.platform.linux.LinkAbi.Ifreq;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The drivers by their ioctls, on a socket that is opened for each call: they are asked rarely.
final class LinuxLinkDriver implements LinkDriver {

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final Path INTERFACES = Path.of("/sys/class/net");

  /// The interfaces of this process's network namespace, whichever `/sys` shows.
  private static final Path TABLE = Path.of("/proc/self/net/dev");

  private static final int TABLE_HEADER = 2;

  private final SocketCalls sockets;
  private final DeviceCalls devices;

  LinuxLinkDriver(SocketCalls sockets, DeviceCalls devices) {
    this.sockets = sockets;
    this.devices = devices;
  }

  @Override
  public List<String> devices() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .skip(TABLE_HEADER)
        .map(LinuxLinkDriver::name)
        .toList();
  }

  /// The name may itself have a colon, the numbers after it have none.
  private static String name(String line) {
    return line.substring(0, line.lastIndexOf(':')).strip();
  }

  @Override
  public int index(String device) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = request(arena, device, MemorySegment.NULL);
      check("SIOCGIFINDEX", ioctl(arena, LinkAbi.SIOCGIFINDEX, request));
      return request.get(INT, Ifreq.IFINDEX);
    }
  }

  @Override
  public Abilities abilities(String device) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(EthtoolTsInfo.SIZE, Long.BYTES);
      info.set(INT, EthtoolTsInfo.CMD, LinkAbi.ETHTOOL_GET_TS_INFO);
      check("ETHTOOL_GET_TS_INFO", ioctl(arena, LinkAbi.SIOCETHTOOL, request(arena, device, info)));
      return abilities(info);
    }
  }

  static Abilities abilities(MemorySegment info) {
    return new Abilities(
        info.get(ValueLayout.JAVA_INT_UNALIGNED, EthtoolTsInfo.SO_TIMESTAMPING),
        info.get(ValueLayout.JAVA_INT_UNALIGNED, EthtoolTsInfo.PHC_INDEX),
        info.get(ValueLayout.JAVA_INT_UNALIGNED, EthtoolTsInfo.RX_FILTERS));
  }

  @Override
  public Setting setting(String device) throws IOException {
    return exchange("SIOCGHWTSTAMP", LinkAbi.SIOCGHWTSTAMP, device, new Setting(0, 0));
  }

  @Override
  public Setting set(String device, Setting setting) throws IOException {
    return exchange("SIOCSHWTSTAMP", LinkAbi.SIOCSHWTSTAMP, device, setting);
  }

  private Setting exchange(String call, long number, String device, Setting setting)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment config = arena.allocate(HwtstampConfig.SIZE, Long.BYTES);
      config.set(INT, HwtstampConfig.TX_TYPE, setting.transmit());
      config.set(INT, HwtstampConfig.RX_FILTER, setting.filter());
      check(call, ioctl(arena, number, request(arena, device, config)));
      return new Setting(
          config.get(INT, HwtstampConfig.TX_TYPE), config.get(INT, HwtstampConfig.RX_FILTER));
    }
  }

  @Override
  public int speed(String device) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment settings = arena.allocate(EthtoolLinkSettings.ROOM, Long.BYTES);
      MemorySegment request = request(arena, device, settings);
      // The kernel first says, as a negative number, how many words its masks have.
      askLinkSettings(arena, settings, request, 0);
      int words = -settings.get(ValueLayout.JAVA_BYTE, EthtoolLinkSettings.LINK_MODE_MASKS_NWORDS);
      if (words > 0) {
        askLinkSettings(arena, settings, request, words);
      }
      int speed = settings.get(INT, EthtoolLinkSettings.SPEED);
      return Math.max(speed, 0);
    }
  }

  private void askLinkSettings(
      Arena arena, MemorySegment settings, MemorySegment request, int words) throws IOException {
    settings.fill((byte) 0);
    settings.set(INT, EthtoolLinkSettings.CMD, LinkAbi.ETHTOOL_GLINKSETTINGS);
    settings.set(ValueLayout.JAVA_BYTE, EthtoolLinkSettings.LINK_MODE_MASKS_NWORDS, (byte) words);
    check("ETHTOOL_GLINKSETTINGS", ioctl(arena, LinkAbi.SIOCETHTOOL, request));
  }

  @Override
  public HardwareClock clock(int number, boolean latched) throws IOException {
    return LinuxHardwareClock.open(
        devices, "/dev/ptp" + number, latched, INTERFACES, Arena.ofAuto());
  }

  private static MemorySegment request(Arena arena, String device, MemorySegment data)
      throws IOException {
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    if (name.length >= Ifreq.IFNAMSIZ) {
      throw Errno.failed("ioctl", -Errno.ENODEV.number());
    }
    MemorySegment request = arena.allocate(Ifreq.SIZE, Long.BYTES);
    MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, Ifreq.NAME, name.length);
    request.set(ValueLayout.ADDRESS, Ifreq.DATA, data);
    return request;
  }

  private long ioctl(Arena arena, long number, MemorySegment request) throws IOException {
    MemorySegment scratch = arena.allocate(LinuxSocket.SCRATCH, Long.BYTES);
    try (LinuxSocket socket = new LinuxSocket(Abi.AF_INET, sockets, scratch)) {
      return devices.ioctl(socket.fd(), number, request);
    }
  }

  private static void check(String call, long result) throws IOException {
    if (result < 0) {
      throw Errno.failed("ioctl " + call, result);
    }
  }
}
