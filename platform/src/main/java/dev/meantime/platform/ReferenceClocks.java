// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;

/// Opens clocks that are attached to the machine: receivers, pulses, network cards. What sends
/// samples by datagrams (SOCK) is opened by {@link Network#openLocal}.
///
/// Each opening fails with an `IOException` that says why: no such device, no permission, or none
/// of its kind on this platform.
public interface ReferenceClocks {

  /// Attaches the shared memory segment of a unit, the key of which is 0x4e545030 plus the number;
  /// creates it where it does not exist.
  ///
  /// @param unit 0 and up
  /// @param mode permission bits of a segment that is created, such as 0600
  SharedMemoryClock sharedMemory(int unit, int mode) throws IOException;

  /// Opens the clock of a network card (PTP hardware clock).
  ///
  /// @param device a device file such as `/dev/ptp0`, or the name of a network interface
  /// @param latched whether the hardware may read both clocks at one moment, where it can
  HardwareClock hardwareClock(String device, boolean latched) throws IOException;

  /// Opens a line that pulses (RFC 2783).
  ///
  /// @param device a device file such as `/dev/pps0`
  PulseClock pulses(String device, PulseClock.Edge edge) throws IOException;

  /// Those of a platform that has none.
  static ReferenceClocks none() {
    return new NoReferenceClocks();
  }
}
