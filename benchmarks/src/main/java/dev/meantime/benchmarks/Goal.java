// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import dev.meantime.benchmarks.Figures.Name;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the server is to reach, beside Debian's chronyd in the same run.
///
/// @param value that was measured
/// @param atLeast whether the bound is a lower one
record Goal(String title, double value, double bound, boolean atLeast) {

  /// What two medians of the same may differ by, microseconds: both are times by the same kernel.
  private static final double RESOLUTION = 0.2;

  /// Whether it was reached; what could not be measured was not.
  boolean isReached() {
    return atLeast ? value >= bound : value <= bound;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-7s  %-66s %8.2f  (%s %.2f)",
        isReached() ? "reached" : "MISSED",
        title,
        value,
        atLeast ? "at least" : "at most",
        bound);
  }

  static List<Goal> of(Map<Contender, Figures> all) {
    Figures sockets = all.getOrDefault(Contender.SOCKETS, new Figures());
    Figures xdp = all.getOrDefault(Contender.XDP, new Figures());
    Figures chronyd = all.getOrDefault(Contender.CHRONYD, new Figures());
    return List.of(
        new Goal(
            "sockets: requests a second, of chronyd's",
            ratio(sockets, chronyd, Name.HIGHEST_RATE),
            1.1,
            true),
        new Goal(
            "sockets: processor time a request at 20,000/s, of chronyd's",
            ratio(sockets, chronyd, Name.PROCESSOR_SLOW),
            1,
            false),
        new Goal(
            "sockets: processor time a request at 100,000/s, of chronyd's",
            ratio(sockets, chronyd, Name.PROCESSOR_FAST),
            1,
            false),
        new Goal(
            "xdp: requests a second, of chronyd's",
            ratio(xdp, chronyd, Name.HIGHEST_RATE),
            2.6,
            true),
        new Goal(
            "xdp: processor time a request at 100,000/s, of chronyd's",
            ratio(xdp, chronyd, Name.PROCESSOR_FAST),
            0.65,
            false),
        new Goal(
            "sockets: slowest of 1000 at half chronyd's highest rate, of chronyd's",
            ratio(sockets, chronyd, Name.P999_HALF),
            1,
            false),
        new Goal(
            "sockets: lost in the first second at 100,000/s",
            sockets.worst(Name.FIRST_LOST),
            0,
            false),
        new Goal(
            "xdp: lost in the first second at 100,000/s", xdp.worst(Name.FIRST_LOST), 0, false),
        new Goal(
            "sockets: interleaved requests a second, of plain ones",
            within(sockets, Name.HIGHEST_INTERLEAVED),
            0.75,
            true),
        new Goal(
            "sockets: part of these that was answered interleaved",
            sockets.median(Name.INTERLEAVED_SHARE),
            0.999,
            true),
        new Goal(
            "sockets: requests a second with AES-128-CMAC, of plain ones",
            within(sockets, Name.HIGHEST_SEALED),
            0.6,
            true),
        new Goal(
            "sockets: offset in basic mode, of chronyd's",
            ratio(sockets, chronyd, Name.OFFSET_BASIC),
            1,
            false),
        new Goal(
            "sockets: the same at half chronyd's highest rate",
            ratio(sockets, chronyd, Name.OFFSET_BASIC_HALF),
            1,
            false),
        new Goal(
            "sockets: offset in interleaved mode, microseconds more than chronyd's",
            more(sockets, chronyd, Name.OFFSET_INTERLEAVED),
            RESOLUTION,
            false),
        new Goal(
            "sockets: the same at half chronyd's highest rate",
            more(sockets, chronyd, Name.OFFSET_INTERLEAVED_HALF),
            RESOLUTION,
            false),
        new Goal(
            "sockets: part of the offsets in basic mode beyond half of the delay",
            sockets.median(Name.BEYOND_BASIC),
            0.1,
            false),
        new Goal(
            "sockets: the same in interleaved mode",
            sockets.median(Name.BEYOND_INTERLEAVED),
            0,
            false));
  }

  private static double ratio(Figures ours, Figures theirs, Name name) {
    return ours.median(name) / theirs.median(name);
  }

  private static double more(Figures ours, Figures theirs, Name name) {
    return ours.median(name) - theirs.median(name);
  }

  private static double within(Figures figures, Name name) {
    return figures.median(name) / figures.median(Name.HIGHEST_RATE);
  }
}
