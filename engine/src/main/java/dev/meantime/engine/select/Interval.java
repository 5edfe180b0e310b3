// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

/// Offsets that a source, or sources together, hold possible: seconds, positive when the local
/// clock is behind. The ends belong to it.
public record Interval(double low, double high) {

  public static Interval around(double middle, double distance) {
    return new Interval(middle - distance, middle + distance);
  }

  public double middle() {
    return (low + high) / 2;
  }

  public boolean contains(Interval other) {
    return low <= other.low && other.high <= high;
  }

  /// How far the value is above the interval; negative below it, 0 inside.
  public double excess(double value) {
    if (value > high) {
      return value - high;
    }
    return value < low ? value - low : 0;
  }

  @Override
  public String toString() {
    return "[" + Quantity.signedSeconds(low) + ", " + Quantity.signedSeconds(high) + "]";
  }
}
