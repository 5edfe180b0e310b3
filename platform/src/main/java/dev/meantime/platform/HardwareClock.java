// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;
import java.util.List;

/// The clock in a network card, or one that a hypervisor shows as such. Owned by the loop.
public interface HardwareClock extends AutoCloseable {

  /// One reading between two of the wall clock.
  ///
  /// @param beforeNanos the wall clock before it, nanoseconds since the Unix epoch
  /// @param clockNanos the hardware clock
  /// @param afterNanos the wall clock after it; equal to `beforeNanos` where the hardware latches
  ///   both at one moment
  record Reading(long beforeNanos, long clockNanos, long afterNanos) {}

  /// Reads it in quick succession: those readings that took least time are the most certain.
  ///
  /// @param count at most so many readings, 1 to 25
  /// @return at least one
  /// @throws IOException when the device refuses
  List<Reading> read(int count) throws IOException;

  /// Closing twice does nothing.
  @Override
  void close();
}
