// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.SourceReport;
import java.net.InetAddress;

/// A source in ntpq's list.
///
/// @param index as in {@link dev.meantime.control.ControlTarget#source}
/// @param associationId its number for ntpq
record ListedSource(int index, int associationId, SourceReport report) {

  boolean isReferenceClock() {
    return report.mode() == SourceReport.Mode.REFERENCE_CLOCK;
  }

  /// Whether there is an address to ask, or a device to read.
  boolean isResolved() {
    return report.address() instanceof ControlAddress.Ip;
  }

  boolean isSampled() {
    return report.sinceSample() != SourceReport.NEVER;
  }

  /// The reference ID of a reference clock, which stands in the place of its address.
  int referenceId() {
    int bits = 0;
    if (report.address() instanceof ControlAddress.Ip(InetAddress address)) {
      byte[] octets = address.getAddress();
      for (int i = 0; i < 4; i++) {
        bits = (bits << 8) | (octets[i] & 255);
      }
    }
    return bits;
  }
}
