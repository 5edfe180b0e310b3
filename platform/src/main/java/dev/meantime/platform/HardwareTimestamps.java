// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;
import java.util.List;

/// Timestamps that network cards put on packets as they pass. To be enabled before sockets are
/// opened: those that are open stay without. Owned by the loop.
public interface HardwareTimestamps {

  /// Which packets get a receive timestamp.
  enum ReceiveFilter {
    /// The narrowest that takes NTP in, so far as the card has one: else none, and only transmit
    /// timestamps are had.
    AUTOMATIC,
    ALL,
    NTP,
    /// PTP event messages. NTP in its usual form gets none then.
    PTP,
    NONE
  }

  /// What is wanted of an interface.
  ///
  /// @param device its name
  /// @param latched whether the card may read its clock and the wall clock at one moment, where it
  ///   can
  /// @param transmitCompensation seconds added to transmit timestamps
  /// @param receiveCompensation seconds taken from receive timestamps
  record Request(
      String device,
      ReceiveFilter filter,
      boolean latched,
      double transmitCompensation,
      double receiveCompensation) {}

  /// The names of this machine's network interfaces, whether they can stamp packets or not.
  ///
  /// @throws IOException when the system does not tell
  List<String> devices() throws IOException;

  /// Switches a card's timestamps on. They stay so: other programs may use them.
  ///
  /// @throws IOException why not: no such interface, none of its abilities, no permission
  StampingCard enable(Request request) throws IOException;

  /// Those of a platform that has none.
  static HardwareTimestamps none() {
    return new HardwareTimestamps() {
      @Override
      public List<String> devices() {
        return List.of();
      }

      @Override
      public StampingCard enable(Request request) throws IOException {
        throw new IOException("this platform has no hardware timestamps");
      }
    };
  }
}
