// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What was measured of one server, in as many rounds as there were; read as medians.
final class Figures {

  /// One figure.
  enum Name {
    /// Requests a second with less than one in a hundred lost.
    HIGHEST_RATE,
    HIGHEST_INTERLEAVED,
    HIGHEST_SEALED,
    /// Part of the requests answered in interleaved mode of those that could be.
    INTERLEAVED_SHARE,
    /// Microseconds of processor time a reply, at 20,000 requests a second.
    PROCESSOR_SLOW,
    /// The same at 100,000.
    PROCESSOR_FAST,
    /// Round trips at 100,000 requests a second, microseconds.
    P50,
    P99,
    P999,
    /// The slowest of a thousand at half the rate that chronyd can do.
    P999_HALF,
    /// Requests that had no answer in the first second.
    FIRST_LOST,
    /// Of that second, those whose answer took more than 50 ms.
    FIRST_LATE,
    /// What a client measures of the service on one clock: median of the absolute offsets,
    /// microseconds, idle and at half of the rate that chronyd can do.
    OFFSET_BASIC,
    OFFSET_INTERLEAVED,
    OFFSET_BASIC_HALF,
    OFFSET_INTERLEAVED_HALF,
    /// Part of the measurements in basic mode that are off by more than half of their delay.
    BEYOND_BASIC,
    BEYOND_BASIC_HALF,
    /// The same in interleaved mode.
    BEYOND_INTERLEAVED,
    /// Memory at the end, megabytes.
    RESIDENT
  }

  private final Map<Name, List<Double>> values = new EnumMap<>(Name.class);

  void add(Name name, double value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  boolean has(Name name) {
    return values.containsKey(name);
  }

  /// The median; not a number if it was never measured.
  double median(Name name) {
    List<Double> sorted = values.getOrDefault(name, List.of()).stream().sorted().toList();
    int size = sorted.size();
    return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /// The highest of all rounds.
  double worst(Name name) {
    return values.getOrDefault(name, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(Double.NaN);
  }
}
