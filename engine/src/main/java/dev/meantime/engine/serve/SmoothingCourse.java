// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

/// The way of served time back to true time, as quickly as the limits of rate and wander allow: its
/// rate changes evenly, stays at the limit, and changes evenly again so that rate and offset end at
/// zero together.
///
/// @param originNanos even time at which it begins
/// @param target the shift that it leads to, seconds
/// @param offset by how much served time is ahead of that at its beginning, seconds
/// @param rate by how much it is fast there, s/s
/// @param wander by which the rate changes in the first stage, 1/s
/// @param first length of that stage, seconds
/// @param second length of the stage without wander, seconds
/// @param lastWander by which the rate changes in the last stage, 1/s
/// @param last length of that stage, seconds
record SmoothingCourse(
    long originNanos,
    double target,
    double offset,
    double rate,
    double wander,
    double first,
    double second,
    double lastWander,
    double last)
    implements Shift {

  /// No way to go.
  static SmoothingCourse none(long originNanos, double target) {
    return new SmoothingCourse(originNanos, target, 0, 0, 0, 0, 0, 0, 0);
  }

  /// @param maxRate limit of the rate, s/s; a rate beyond it is brought back first
  /// @param maxWander the rate's change, 1/s
  static SmoothingCourse of(
      long originNanos,
      double target,
      double offset,
      double rate,
      double maxRate,
      double maxWander) {
    // Where a rate that is braked from now on would end: that side is to be left.
    double braked = offset + rate * Math.abs(rate) / (2 * maxWander);
    double side = braked > 0 ? -1 : 1;
    double way = -side * offset;
    double towards = side * rate;
    double peak = Math.sqrt(Math.max(0, maxWander * way + towards * towards / 2));
    double push = side * maxWander;
    if (peak <= maxRate) {
      double first = Math.max(0, (peak - towards) / maxWander);
      return new SmoothingCourse(
          originNanos, target, offset, rate, push, first, 0, -push, peak / maxWander);
    }
    double accelerated = (maxRate * maxRate - towards * towards) / (2 * maxWander);
    double end = maxRate * maxRate / (2 * maxWander);
    boolean fast = towards > maxRate;
    double second = (way - (fast ? -accelerated : accelerated) - end) / maxRate;
    return new SmoothingCourse(
        originNanos,
        target,
        offset,
        rate,
        fast ? -push : push,
        Math.abs(maxRate - towards) / maxWander,
        Math.max(0, second),
        -push,
        maxRate / maxWander);
  }

  /// The same way to another shift.
  SmoothingCourse towards(double shift) {
    return new SmoothingCourse(
        originNanos, shift, offset, rate, wander, first, second, lastWander, last);
  }

  /// The same way on a clock that was put forward by so much.
  SmoothingCourse movedBy(long nanos) {
    return new SmoothingCourse(
        originNanos + nanos, target, offset, rate, wander, first, second, lastWander, last);
  }

  @Override
  public double secondsAt(long evenNanos) {
    return target + offsetAt(evenNanos);
  }

  /// By how much served time is ahead of true time, seconds.
  double offsetAt(long evenNanos) {
    double left = secondsSince(evenNanos);
    if (left <= 0) {
      return offset + rate * left;
    }
    double value = offset;
    double speed = rate;
    double time = Math.min(left, first);
    value += time * (speed + wander * time / 2);
    speed += wander * time;
    left -= first;
    if (left <= 0) {
      return value;
    }
    value += Math.min(left, second) * speed;
    left -= second;
    if (left <= 0) {
      return value;
    }
    return left >= last ? 0 : value + left * (speed + lastWander * left / 2);
  }

  /// By how much served time is fast, s/s.
  double rateAt(long evenNanos) {
    double time = secondsSince(evenNanos);
    if (time >= length()) {
      return 0;
    }
    double slowing = Math.max(0, time - first - second);
    return rate + wander * Math.clamp(time, 0, first) + lastWander * slowing;
  }

  /// By how much that rate grows, 1/s.
  double wanderAt(long evenNanos) {
    double time = secondsSince(evenNanos);
    if (time < 0 || time >= length()) {
      return 0;
    }
    return time < first ? wander : time < first + second ? 0 : lastWander;
  }

  /// Seconds until served time is true time.
  double remainingAt(long evenNanos) {
    return Math.max(0, length() - Math.max(0, secondsSince(evenNanos)));
  }

  private double length() {
    return first + second + last;
  }

  private double secondsSince(long evenNanos) {
    return (evenNanos - originNanos) * 1e-9;
  }
}
