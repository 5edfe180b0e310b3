// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.ArrayList;
import java.util.List;

/// How offsets become heights, symmetric about zero: in proportion, or, where a start is thousands
/// of times larger than what follows, by their logarithm.
///
/// @param range what reaches the edge, seconds
/// @param linear up to about here a logarithmic scale is in proportion, seconds; infinite for a
///   scale that is so throughout
record ValueScale(double range, double linear) {

  private static final double LOGARITHMIC_FROM = 100;
  private static final int MOST_LINES = 5;

  static ValueScale of(Trace trace, double reset) {
    double range = 0;
    List<Double> heights = new ArrayList<>();
    List<Double> bounds = new ArrayList<>();
    for (int i = 0; i < trace.columns(); i++) {
      if (trace.isFilled(i) && (i + 1) * trace.limit() / trace.columns() >= reset) {
        double height = Math.max(Math.abs(trace.lowest(i)), Math.abs(trace.highest(i)));
        heights.add(height);
        range = Math.max(range, height);
        if (trace.isClaimed(i)) {
          bounds.add(trace.largestBound(i, i));
        }
      }
    }
    heights.sort(null);
    bounds.sort(null);
    // A bound may be large for a while without telling anything.
    range = bounds.isEmpty() ? range : Math.max(range, bounds.get(bounds.size() * 9 / 10));
    double typical = heights.isEmpty() ? 0 : heights.get(heights.size() / 2);
    if (!(range > 0)) {
      return new ValueScale(1e-9, Double.POSITIVE_INFINITY);
    }
    boolean wide = typical > 0 && range / typical > LOGARITHMIC_FROM;
    return new ValueScale(range * 1.08, wide ? typical / 2 : Double.POSITIVE_INFINITY);
  }

  boolean isLogarithmic() {
    return linear < Double.POSITIVE_INFINITY;
  }

  /// From −1 at the lower edge to 1 at the upper one; beyond for what is outside.
  double height(double offset) {
    if (!isLogarithmic()) {
      return offset / range;
    }
    double magnitude =
        StrictMath.log1p(Math.abs(offset) / linear) / StrictMath.log1p(range / linear);
    return Math.copySign(magnitude, offset);
  }

  /// The offsets of the grid's lines.
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>(List.of(0.0));
    if (isLogarithmic()) {
      double power = StrictMath.pow(10, Math.ceil(StrictMath.log10(linear)));
      for (double value = power; value <= range; value *= 10) {
        ticks.add(value);
        ticks.addFirst(-value);
      }
      return ticks;
    }
    double step = Ticks.step(range, MOST_LINES);
    for (int i = 1; i * step <= range; i++) {
      ticks.add(i * step);
      ticks.addFirst(-i * step);
    }
    return ticks;
  }
}
