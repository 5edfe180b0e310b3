// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.select;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where most intervals meet (Marzullo's algorithm, RFC 5905 §11.2.1). Points inside more trusted
/// intervals win over points inside more intervals.
///
/// @param agreeing how many intervals contain a winning point
/// @param trustedAgreeing how many of them are trusted
/// @param common from the lowest to the highest winning point
/// @param trustedCommon from the lowest to the highest point inside so many trusted intervals
public record Intersection(
    int agreeing, int trustedAgreeing, Interval common, Interval trustedCommon) {

  private record Endpoint(double value, boolean isHigh, boolean trusted)
      implements Comparable<Endpoint> {

    /// A low end comes before a high end of equal value: intervals that touch do meet.
    @Override
    public int compareTo(Endpoint other) {
      int byValue = Double.compare(value, other.value);
      return byValue != 0 ? byValue : Boolean.compare(isHigh, other.isHigh);
    }
  }

  /// From the lowest to the highest point that at least so many of the intervals contain: where the
  /// truth can be when so many tell it.
  ///
  /// @param count at least 1, at most the number of intervals that meet somewhere
  public static Interval reach(List<Interval> intervals, int count) {
    double[] lows = intervals.stream().mapToDouble(Interval::low).sorted().toArray();
    double[] highs = intervals.stream().mapToDouble(Interval::high).sorted().toArray();
    double low = Double.NaN;
    double high = Double.NaN;
    int depth = 0;
    int nextHigh = 0;
    for (double begin : lows) {
      while (highs[nextHigh] < begin) {
        high = depth == count ? highs[nextHigh] : high;
        depth--;
        nextHigh++;
      }
      depth++;
      low = depth == count && Double.isNaN(low) ? begin : low;
    }
    for (; nextHigh < highs.length; nextHigh++) {
      high = depth == count ? highs[nextHigh] : high;
      depth--;
    }
    return new Interval(low, high);
  }

  /// The points that most of these intervals contain.
  ///
  /// @param intervals at least one, none with its high end below its low end
  /// @param trusted by the same index
  public static Intersection of(List<Interval> intervals, List<Boolean> trusted) {
    List<Endpoint> endpoints = new ArrayList<>(2 * intervals.size());
    for (int i = 0; i < intervals.size(); i++) {
      // Adding zero turns −0.0 into 0.0, which compares as the smaller one.
      endpoints.add(new Endpoint(intervals.get(i).low() + 0.0, false, trusted.get(i)));
      endpoints.add(new Endpoint(intervals.get(i).high() + 0.0, true, trusted.get(i)));
    }
    Collections.sort(endpoints);

    int depth = 0;
    int trust = 0;
    int bestDepth = 0;
    int bestTrust = 0;
    double low = Double.NaN;
    double high = Double.NaN;
    double trustedLow = Double.NaN;
    double trustedHigh = Double.NaN;
    for (Endpoint endpoint : endpoints) {
      if (!endpoint.isHigh()) {
        depth++;
        trust += endpoint.trusted() ? 1 : 0;
        if (trust > bestTrust) {
          bestTrust = trust;
          bestDepth = 0;
          trustedLow = endpoint.value();
        }
        if (trust == bestTrust && depth > bestDepth) {
          bestDepth = depth;
          low = endpoint.value();
        }
        continue;
      }
      if (trust == bestTrust) {
        trustedHigh = endpoint.value();
        if (depth == bestDepth) {
          high = endpoint.value();
        }
      }
      depth--;
      trust -= endpoint.trusted() ? 1 : 0;
    }
    return new Intersection(
        bestDepth, bestTrust, new Interval(low, high), new Interval(trustedLow, trustedHigh));
  }
}
