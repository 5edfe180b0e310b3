// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The real-time clock as sysfs shows it.
final class RealTimeClock {

  private static final String FIRST = "rtc0";

  private RealTimeClock() {}

  /// Reads one clock.
  ///
  /// @param classes `/sys/class/rtc`
  /// @param device such as `/dev/rtc1`; `/dev/rtc` is the first
  /// @return its reading taken as UTC; empty where there is none or it cannot be read
  static OptionalLong read(Path classes, String device) {
    String name = device.substring(device.lastIndexOf('/') + 1);
    Path epoch = classes.resolve(name.equals("rtc") ? FIRST : name).resolve("since_epoch");
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(epoch).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
