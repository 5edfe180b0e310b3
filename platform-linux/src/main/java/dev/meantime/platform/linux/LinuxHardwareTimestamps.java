// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.HardwareClock;
import dev.meantime.platform.HardwareTimestamps;
import dev.meantime.platform.StampingCard;
import dev.meantime.platform.SystemCallException;
import dev.meantime.platform.linux.LinkDriver.Abilities;
import dev.meantime.platform.linux.LinkDriver.Setting;
import java.io.IOException;
import java.util.List;

/// Switches network cards' timestamps on. Owned by the loop.
final class LinuxHardwareTimestamps implements HardwareTimestamps {

  private final LinkDriver driver;
  private final CardStamps stamps;

  /// @param stamps what sockets use
  LinuxHardwareTimestamps(LinkDriver driver, CardStamps stamps) {
    this.driver = driver;
    this.stamps = stamps;
  }

  @Override
  public List<String> devices() throws IOException {
    return driver.devices();
  }

  @Override
  public StampingCard enable(Request request) throws IOException {
    String device = request.device();
    int index = driver.index(device);
    Abilities abilities = driver.abilities(device);
    if (!abilities.suffice()) {
      throw new IOException("its driver cannot stamp packets by a hardware clock");
    }
    Setting wanted = new Setting(LinkAbi.HWTSTAMP_TX_ON, filter(request.filter(), abilities));
    HardwareClock clock = driver.clock(abilities.clock(), request.latched());
    try {
      Setting actual = set(device, wanted);
      boolean receives = actual.filter() != LinkAbi.HWTSTAMP_FILTER_NONE;
      LinuxStampingCard card =
          new LinuxStampingCard(request, index, receives, clock, driver, stamps::remove);
      card.refresh();
      stamps.add(card);
      return card;
    } catch (IOException | RuntimeException e) {
      clock.close();
      throw e;
    }
  }

  /// Without the permission to set, one that is right already will do.
  private Setting set(String device, Setting wanted) throws IOException {
    try {
      return driver.set(device, wanted);
    } catch (SystemCallException e) {
      if (e.errno().equals(Errno.EPERM.name()) && isFound(device, wanted)) {
        return wanted;
      }
      throw e;
    }
  }

  private boolean isFound(String device, Setting wanted) throws IOException {
    Setting found = driver.setting(device);
    return found.transmit() == wanted.transmit()
        && (found.filter() == wanted.filter()
            || found.filter() == LinkAbi.HWTSTAMP_FILTER_ALL
            || wanted.filter() == LinkAbi.HWTSTAMP_FILTER_NONE);
  }

  private static int filter(ReceiveFilter wanted, Abilities abilities) {
    return switch (wanted) {
      case AUTOMATIC ->
          first(abilities, LinkAbi.HWTSTAMP_FILTER_NTP_ALL, LinkAbi.HWTSTAMP_FILTER_ALL);
      case ALL -> first(abilities, LinkAbi.HWTSTAMP_FILTER_ALL);
      case NTP -> first(abilities, LinkAbi.HWTSTAMP_FILTER_NTP_ALL);
      case PTP ->
          first(
              abilities,
              LinkAbi.HWTSTAMP_FILTER_PTP_V2_L4_EVENT,
              LinkAbi.HWTSTAMP_FILTER_PTP_V2_EVENT);
      case NONE -> LinkAbi.HWTSTAMP_FILTER_NONE;
    };
  }

  private static int first(Abilities abilities, int... filters) {
    for (int filter : filters) {
      if (abilities.hasFilter(filter)) {
        return filter;
      }
    }
    return LinkAbi.HWTSTAMP_FILTER_NONE;
  }
}
