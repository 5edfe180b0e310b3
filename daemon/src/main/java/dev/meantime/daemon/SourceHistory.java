// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.engine.Reachability;
import dev.meantime.engine.estimate.Sample;
import dev.meantime.wire.LeapIndicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What was measured of a source, as chronyd keeps it in a dump file. There, offsets are positive
/// when the local clock is ahead.
///
/// @param name by which the source was configured
/// @param authenticated whether its answers had to be
/// @param stratum of the source, 0 before its first answer
/// @param samples oldest first
record SourceHistory(
    String name,
    boolean authenticated,
    Reachability reachability,
    int stratum,
    LeapIndicator leap,
    List<Sample> samples) {

  /// What a text comes to.
  sealed interface Parsed {
    record History(SourceHistory history) implements Parsed {}

    record Damaged(String reason) implements Parsed {}
  }

  private static final String MAGIC = "SRC0";
  private static final int MAX_SAMPLES = 64;
  private static final double LARGEST_SECONDS = 0x1p32;

  private static final Pattern STATE =
      Pattern.compile("([01]) ([0-7]{1,3}) ([0-8]) (\\d{1,2}) ([0-3])");
  private static final Pattern COUNTS = Pattern.compile("(\\d{1,3}) (-?\\d{1,4})");
  private static final String NUMBER = " (-?\\d\\.\\d{6}e[-+]\\d{2,3})";
  private static final Pattern SAMPLE =
      Pattern.compile("(\\d{1,9}|[1-8]\\d{9})\\.(\\d{9})" + NUMBER.repeat(6));

  SourceHistory {
    samples = List.copyOf(samples);
  }

  /// As a dump file. The offset before later corrections of the clock, which chronyd has too, is
  /// not kept: the corrected one stands in its place.
  String format() {
    StringBuilder text = new StringBuilder(MAGIC).append('\n').append(name).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "%d %o %d %d %d\n%d %d\n",
            authenticated ? 1 : 0,
            reachability.register(),
            reachability.size(),
            stratum,
            leap.code(),
            samples.size(),
            0));
    for (Sample sample : samples) {
      double ahead = 0 - sample.offset();
      text.append(
          String.format(
              Locale.ROOT,
              "%d.%09d %.6e %.6e %.6e %.6e %.6e %.6e\n",
              Math.floorDiv(sample.timeNanos(), 1_000_000_000L),
              Math.floorMod(sample.timeNanos(), 1_000_000_000L),
              ahead,
              ahead,
              sample.delay(),
              sample.dispersion(),
              sample.rootDelay(),
              sample.rootDispersion()));
    }
    return text.toString();
  }

  static Parsed parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 4 || !lines.getFirst().equals(MAGIC)) {
      return new Parsed.Damaged("it is not a dump file");
    }
    Matcher state = STATE.matcher(lines.get(2));
    Matcher counts = COUNTS.matcher(lines.get(3));
    if (!state.matches() || !counts.matches()) {
      return new Parsed.Damaged("it has no valid heading");
    }
    int count = Integer.parseInt(counts.group(1));
    int register = Integer.parseInt(state.group(2), 8);
    if (register > 0xff || count < 1 || count > MAX_SAMPLES || lines.size() != 4 + count) {
      return new Parsed.Damaged("it is cut short, or longer than it says");
    }
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Matcher line = SAMPLE.matcher(lines.get(4 + i));
      if (!line.matches() || !isSane(line)) {
        return new Parsed.Damaged("line " + (5 + i) + " is not a sample");
      }
      samples.add(sample(line));
      if (i > 0 && samples.get(i).timeNanos() <= samples.get(i - 1).timeNanos()) {
        return new Parsed.Damaged("its samples are out of order");
      }
    }
    return new Parsed.History(
        new SourceHistory(
            lines.get(1),
            state.group(1).equals("1"),
            new Reachability(register, Integer.parseInt(state.group(3)), 0),
            Integer.parseInt(state.group(4)),
            LeapIndicator.of(Integer.parseInt(state.group(5))),
            samples));
  }

  private static boolean isSane(Matcher line) {
    for (int group = 3; group <= 8; group++) {
      if (Math.abs(Double.parseDouble(line.group(group))) >= LARGEST_SECONDS) {
        return false;
      }
    }
    // A round trip can come out negative, an error cannot.
    return value(line, 6) >= 0 && value(line, 8) >= 0;
  }

  private static Sample sample(Matcher line) {
    long nanos = Long.parseLong(line.group(1)) * 1_000_000_000L + Long.parseLong(line.group(2));
    return new Sample(
        nanos, 0 - value(line, 3), value(line, 5), value(line, 6), value(line, 7), value(line, 8));
  }

  private static double value(Matcher line, int group) {
    return Double.parseDouble(line.group(group));
  }
}
