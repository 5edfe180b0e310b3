// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.io.IOException;
import java.util.Optional;

/// A line that pulses once a second, or at another rate, each pulse stamped by the kernel with the
/// wall clock (RFC 2783). Owned by the loop.
public interface PulseClock extends AutoCloseable {

  /// Which edge of a pulse marks the moment.
  enum Edge {
    /// The beginning, usually.
    ASSERT,
    CLEAR
  }

  /// One edge.
  ///
  /// @param sequence counts the edges; equal when there was none since the last look
  /// @param wallNanos the wall clock at the edge, nanoseconds since the Unix epoch
  record Pulse(long sequence, long wallNanos) {}

  /// The newest edge; empty before the first. Does not wait.
  ///
  /// @throws IOException when the device refuses
  Optional<Pulse> last() throws IOException;

  /// Closing twice does nothing.
  @Override
  void close();
}
