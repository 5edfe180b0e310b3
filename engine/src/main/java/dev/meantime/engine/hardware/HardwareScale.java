// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.hardware;

/// How the wall clock follows from a network card's: a straight line, until the next is known.
///
/// @param clockNanos a reading of the card's clock
/// @param wallNanos the wall clock then, nanoseconds since the Unix epoch
/// @param rate by how much faster the wall clock runs than the card's, s/s
/// @param bound of the error at that reading, seconds
/// @param growth of the bound with the distance from that reading, s/s
public record HardwareScale(
    long clockNanos, long wallNanos, double rate, double bound, double growth) {

  /// The wall clock when the card's showed this.
  public long wallNanosAt(long nanos) {
    long distance = nanos - clockNanos;
    // Only the difference of the two clocks passes through floating point: it is small.
    return wallNanos + distance + Math.round(distance * rate);
  }

  /// What {@link #wallNanosAt} may be wrong by, seconds.
  public double boundAt(long nanos) {
    return bound + Math.abs((nanos - clockNanos) * 1e-9) * growth;
  }
}
