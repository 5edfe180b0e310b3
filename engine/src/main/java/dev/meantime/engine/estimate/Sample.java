// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.estimate;

import dev.meantime.engine.ClockAdjustment;

/// One measurement of one source.
///
/// @param timeNanos cooked local time of the measurement: the middle between sending and receiving
/// @param offset source minus local clock, seconds; positive when the local clock is behind
/// @param delay round trip to the source, seconds
/// @param dispersion error of this measurement beyond the delay, seconds
/// @param rootDelay round trip to the reference clock, this one included
/// @param rootDispersion error on the way to the reference clock, this one included
public record Sample(
    long timeNanos,
    double offset,
    double delay,
    double dispersion,
    double rootDelay,
    double rootDispersion) {

  /// The same measurement as the changed clock would have made it.
  public Sample adjustedBy(ClockAdjustment adjustment) {
    return new Sample(
        adjustment.apply(timeNanos),
        offset - adjustment.delta(timeNanos),
        delay,
        dispersion,
        rootDelay,
        rootDispersion);
  }

  /// The same measurement, less certain by so many seconds.
  public Sample withDispersionAdded(double seconds) {
    return new Sample(
        timeNanos, offset, delay, dispersion + seconds, rootDelay, rootDispersion + seconds);
  }

  /// The same measurement of a source that tells so many seconds more.
  public Sample withOffsetAdded(double seconds) {
    return new Sample(timeNanos, offset + seconds, delay, dispersion, rootDelay, rootDispersion);
  }
}
