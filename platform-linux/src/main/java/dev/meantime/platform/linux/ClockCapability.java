// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.KernelClock.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether this process may change the system's clock, told without trying.
final class ClockCapability {

  private static final long CAP_SYS_TIME = 1L << 25;

  private ClockCapability() {}

  static Control ofThisProcess() {
    try {
      return judge(
          Files.readAllLines(Path.of("/proc/self/status")),
          Files.readString(Path.of("/proc/self/uid_map")));
    } catch (IOException e) {
      return new Control.Denied("capabilities cannot be read: " + e.getMessage());
    }
  }

  /// @param status the lines of `/proc/self/status`
  /// @param uidMap the text of `/proc/self/uid_map`
  static Control judge(List<String> status, String uidMap) {
    if (!hasCapability(status)) {
      return new Control.Denied("no CAP_SYS_TIME");
    }
    // The kernel asks for the capability in the initial user namespace, the one that maps every
    // user to itself.
    boolean initialNamespace = uidMap.strip().matches("0\\s+0\\s+4294967295");
    return initialNamespace
        ? new Control.Granted()
        : new Control.Denied("CAP_SYS_TIME of a user namespace does not reach the clock");
  }

  private static boolean hasCapability(List<String> status) {
    for (String line : status) {
      if (line.startsWith("CapEff:")) {
        long effective = Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16);
        return (effective & CAP_SYS_TIME) != 0;
      }
    }
    return false;
  }
}
