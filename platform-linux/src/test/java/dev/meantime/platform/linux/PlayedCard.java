// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.StampingCard;
import dev.meantime.platform.SystemCallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A network card for the loopback interface that this machine does not have: its driver, its
/// clock, which runs on TAI and 20 ppm fast, and what it says of packets.
final class PlayedCard implements LinkDriver {

  static final int INDEX = 1;
  static final long EARLY_NANOS = 3_000;
  static final long LATE_NANOS = 5_000;

  private static final double RATE = 20e-6;
  private static final long TAI_NANOS = 37_000_000_000L;

  private final long originNanos;
  final List<Setting> settings = new ArrayList<>();
  Abilities abilities =
      new Abilities(
          LinkAbi.SOF_TIMESTAMPING_TX_HARDWARE
              | LinkAbi.SOF_TIMESTAMPING_RX_HARDWARE
              | LinkAbi.SOF_TIMESTAMPING_RAW_HARDWARE,
          0,
          (1 << LinkAbi.HWTSTAMP_FILTER_NTP_ALL) | (1 << LinkAbi.HWTSTAMP_FILTER_ALL));
  Setting found = new Setting(0, 0);
  boolean forbids;
  int speed = 100;
  boolean clockClosed;

  /// By how much its timestamps are wrong.
  volatile long liesNanos;

  PlayedCard(long originNanos) {
    this.originNanos = originNanos;
  }

  /// What its clock shows then.
  long at(long wallNanos) {
    long passed = wallNanos - originNanos;
    return wallNanos + TAI_NANOS + Math.round(passed * RATE);
  }

  /// What it says of a packet that the kernel had then.
  long stamp(long kernelNanos, boolean received) {
    return at(kernelNanos + liesNanos + (received ? -EARLY_NANOS : LATE_NANOS));
  }

  /// As the model would find it.
  StampingCard.Conversion conversion(double bound) {
    return new StampingCard.Conversion() {
      @Override
      public long wallNanos(long clockNanos) {
        long passed = clockNanos - at(originNanos);
        return originNanos + Math.round(passed / (1 + RATE));
      }

      @Override
      public double bound(long clockNanos) {
        return bound;
      }
    };
  }

  @Override
  public List<String> devices() {
    return List.of("lo");
  }

  @Override
  public int index(String device) throws IOException {
    if (!device.equals("lo")) {
      throw Errno.failed("ioctl SIOCGIFINDEX", -Errno.ENODEV.number());
    }
    return INDEX;
  }

  @Override
  public Abilities abilities(String device) {
    return abilities;
  }

  @Override
  public Setting setting(String device) {
    return found;
  }

  @Override
  public Setting set(String device, Setting setting) throws SystemCallException {
    if (forbids) {
      throw Errno.failed("ioctl SIOCSHWTSTAMP", -Errno.EPERM.number());
    }
    settings.add(setting);
    return setting;
  }

  @Override
  public int speed(String device) {
    return speed;
  }

  @Override
  public HardwareClock clock(int number, boolean latched) {
    return new HardwareClock() {
      @Override
      public List<Reading> read(int count) {
        return List.of(new Reading(originNanos, at(originNanos), originNanos));
      }

      @Override
      public void close() {
        clockClosed = true;
      }
    };
  }
}
