// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import dev.meantime.platform.HardwareClock;
import java.io.IOException;
import java.util.List;

/// What the drivers of network interfaces are asked. Each call fails with an `IOException` that
/// names the call and the error.
interface LinkDriver {

  /// What a card can stamp.
  ///
  /// @param flags `SOF_TIMESTAMPING_…`
  /// @param clock the number of its clock, −1 if it has none
  /// @param filters bit `1 << HWTSTAMP_FILTER_…` for each kind of filter
  record Abilities(int flags, int clock, int filters) {

    private static final int NEEDED =
        LinkAbi.SOF_TIMESTAMPING_TX_HARDWARE
            | LinkAbi.SOF_TIMESTAMPING_RX_HARDWARE
            | LinkAbi.SOF_TIMESTAMPING_RAW_HARDWARE;

    boolean suffice() {
      return (flags & NEEDED) == NEEDED && clock >= 0;
    }

    boolean hasFilter(int filter) {
      return (filters & (1 << filter)) != 0;
    }
  }

  /// What a card stamps.
  ///
  /// @param transmit `HWTSTAMP_TX_…`
  /// @param filter `HWTSTAMP_FILTER_…`
  record Setting(int transmit, int filter) {}

  List<String> devices() throws IOException;

  int index(String device) throws IOException;

  Abilities abilities(String device) throws IOException;

  Setting setting(String device) throws IOException;

  /// Changes it.
  ///
  /// @return what the driver made of it
  Setting set(String device, Setting setting) throws IOException;

  /// Mbit/s; 0 when it is not known.
  int speed(String device) throws IOException;

  HardwareClock clock(int number, boolean latched) throws IOException;
}
