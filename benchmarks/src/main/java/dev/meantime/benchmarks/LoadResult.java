// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import java.util.HashMap;
import java.util.Map;

/// What the load generator saw.
///
/// @param rate requests a second that it really sent
/// @param late replies that took so long that a client would have given up
/// @param eligible replies to requests that could be answered in interleaved mode
/// @param p50 round trip, microseconds, as p99 and p999
/// @param sample one reply, hexadecimal
record LoadResult(
    long sent,
    double rate,
    long replies,
    long lost,
    long late,
    long duplicates,
    long invalid,
    long eligible,
    long interleaved,
    double p50,
    double p99,
    double p999,
    long unread,
    String sample) {

  /// Reads the generator's line.
  static LoadResult parse(String line) {
    Map<String, String> values = new HashMap<>();
    for (String pair : line.strip().split(" ", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return new LoadResult(
        whole(values, "sent"),
        real(values, "rate"),
        whole(values, "replies"),
        whole(values, "lost"),
        whole(values, "late"),
        whole(values, "duplicates"),
        whole(values, "invalid"),
        whole(values, "eligible"),
        whole(values, "interleaved"),
        real(values, "p50"),
        real(values, "p99"),
        real(values, "p999"),
        whole(values, "unread"),
        text(values, "sample"));
  }

  /// Part of the requests that had no answer in time.
  double loss() {
    return (double) (lost + late) / sent;
  }

  private static long whole(Map<String, String> values, String name) {
    return Long.parseLong(text(values, name));
  }

  private static double real(Map<String, String> values, String name) {
    return Double.parseDouble(text(values, name));
  }

  private static String text(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the generator printed no " + name);
    }
    return value;
  }
}
