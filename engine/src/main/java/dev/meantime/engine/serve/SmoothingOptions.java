// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

/// The directive `smoothtime`.
///
/// @param maxRate by how much served time may be fast or slow while it is smoothed, s/s, above 0
/// @param maxWander by how much that may change, 1/s, above 0
/// @param leapOnly smooth leap seconds alone
public record SmoothingOptions(double maxRate, double maxWander, boolean leapOnly) {

  /// @throws IllegalArgumentException if a limit is not above 0
  public SmoothingOptions {
    if (!(maxRate > 0 && maxWander > 0)) {
      throw new IllegalArgumentException("smoothing needs limits above 0");
    }
  }
}
