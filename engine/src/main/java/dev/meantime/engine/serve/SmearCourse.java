// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

/// The way of served time from one shift to another.
///
/// @param shape how it gets there
/// @param startNanos even time at which it begins
/// @param endNanos even time at which it ends
/// @param from the shift until it begins, seconds
/// @param to the shift from its end on, seconds
record SmearCourse(LeapSmear.Shape shape, long startNanos, long endNanos, double from, double to)
    implements Shift {

  /// No way to go.
  static SmearCourse none(double shift) {
    return new SmearCourse(LeapSmear.Shape.LINEAR, 0, 0, shift, shift);
  }

  @Override
  public double secondsAt(long evenNanos) {
    if (evenNanos >= endNanos) {
      return to;
    }
    if (evenNanos <= startNanos) {
      return from;
    }
    double share = (double) (evenNanos - startNanos) / (endNanos - startNanos);
    return from + (to - from) * shape.at(share);
  }

  boolean isRunningAt(long evenNanos) {
    return evenNanos > startNanos && evenNanos < endNanos && from != to;
  }
}
