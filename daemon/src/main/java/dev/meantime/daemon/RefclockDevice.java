// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import java.io.IOException;

/// An open device of a reference clock. Confined to the loop.
interface RefclockDevice extends AutoCloseable {

  /// Takes what the device gives. Times are nanoseconds since the Unix epoch.
  interface Sink {

    /// The full time.
    ///
    /// @param wallNanos the wall clock at the event
    /// @param referenceNanos the reference clock at the event
    /// @param leap as in an NTP packet
    /// @param uncertainty bound of the error of the reading itself, seconds
    void onTime(long wallNanos, long referenceNanos, int leap, double uncertainty);

    /// The beginning of some second.
    ///
    /// @param wallNanos the wall clock at the event
    /// @param ahead by how much the wall clock was past the second that it marks, seconds
    void onPulse(long wallNanos, double ahead);

    /// Something that is no reading.
    ///
    /// @param reason for a person, without a full stop
    void onMalformed(String reason);
  }

  /// Looks at it and hands on what is new.
  ///
  /// @throws IOException when it cannot be read any more
  void poll(Sink sink) throws IOException;

  @Override
  void close();
}
