// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.log;

import static dev.meantime.daemon.log.CFormat.exponent;
import static dev.meantime.daemon.log.CFormat.fixed;
import static dev.meantime.daemon.log.CFormat.integer;
import static dev.meantime.daemon.log.CFormat.left;
import static dev.meantime.daemon.log.CFormat.pad;

import dev.meantime.engine.ClockState;
import dev.meantime.engine.Reachability;
import dev.meantime.engine.association.Measurement;
import dev.meantime.engine.association.PacketTests;
import dev.meantime.engine.discipline.DisciplineEvent;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.engine.refclock.ReferenceClockAction;
import dev.meantime.engine.select.SelectionOptions;
import dev.meantime.engine.select.SourceVerdict;
import dev.meantime.wire.LeapIndicator;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// One line of a log file out of what the engine found. A source is named by its address, or by the
/// reference ID of a reference clock.
public final class LogLines {

  private static final int SOURCE_WIDTH = 15;
  private static final int REFID_WIDTH = 5;
  private static final double PPM = 1e6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private LogLines() {}

  /// A line of measurements.log.
  public static String measurement(Measurement measurement, String source) {
    var packet = measurement.packet();
    var sample = measurement.sample();
    return join(
        start(sample.timeNanos(), source),
        symbol(packet.leap()),
        integer(packet.stratum(), 2),
        tests(measurement.tests()),
        // Two blanks follow the tests.
        " " + integer(measurement.poll(), 2),
        integer(packet.poll(), 2),
        fixed(measurement.pollScore(), 4, 2),
        exponent(sample.offset(), 10, 3),
        exponent(sample.delay(), 10, 3),
        exponent(sample.dispersion(), 10, 3),
        exponent(packet.rootDelay().toSeconds(), 10, 3),
        exponent(packet.rootDispersion().toSeconds(), 10, 3),
        packet.referenceId().toString(),
        packet.mode().code() + (measurement.interleaved() ? "I" : "B"),
        String.valueOf(measurement.transmitted().letter()),
        String.valueOf(measurement.received().letter()));
  }

  /// A line of statistics.log.
  ///
  /// @param before the estimate without the newest sample: what it predicted, and how many samples
  ///   there were to choose from
  public static String statistics(SourceEstimate before, SourceEstimate now, String source) {
    int candidates = before.samples() + 1;
    return join(
        start(now.timeNanos(), source),
        exponent(now.standardDeviation(), 10, 3),
        exponent(negate(now.offset()), 10, 3),
        exponent(now.offsetDeviation(), 10, 3),
        exponent(negate(now.frequency()), 10, 3),
        exponent(now.skew(), 10, 3),
        exponent(Math.abs(now.frequency() - before.frequency()) / before.skew(), 7, 1),
        integer(candidates, 3),
        integer(Math.max(0, candidates - now.samples()), 3),
        integer(now.runs(), 3),
        fixed(now.asymmetry(), 5, 2));
  }

  /// A line of selection.log.
  ///
  /// @param timeNanos when the selection was made
  /// @param sampleAge seconds since the source's last sample
  public static String selection(
      long timeNanos,
      SourceVerdict verdict,
      String source,
      Reachability reachability,
      double sampleAge) {
    return join(
        start(timeNanos, source),
        String.valueOf(verdict.status().symbol()),
        options(verdict.effective()),
        pad(Integer.toOctalString(reachability.register()), 4),
        fixed(verdict.score(), 5, 2),
        exponent(sampleAge, 10, 3),
        exponent(negate(verdict.high()), 10, 3),
        exponent(negate(verdict.low()), 10, 3));
  }

  /// A line of tracking.log about an update.
  ///
  /// @param source the selected source
  /// @param remainingBefore what was still to be corrected just before the update, seconds;
  ///   positive when the clock was behind
  public static String tracking(
      DisciplineEvent.Updated update, String source, double remainingBefore) {
    ClockState state = update.state();
    return join(
        start(state.referenceNanos(), source),
        integer(state.stratum(), 2),
        fixed(negate(state.frequency()) * PPM, 10, 3),
        fixed(state.skew() * PPM, 10, 3),
        exponent(negate(update.offset()), 10, 3),
        symbol(state.leap()),
        integer(update.estimate().combined(), 2),
        exponent(update.estimate().offsetDeviation(), 10, 3),
        exponent(remainingBefore, 10, 3),
        exponent(state.rootDelay(), 10, 3),
        exponent(state.rootDispersion(), 10, 3),
        exponent(update.maximumError(), 10, 3));
  }

  /// A line of tracking.log about the loss of every source.
  ///
  /// @param timeNanos when it was found
  /// @param maximumError bound of the clock's error just before, seconds
  public static String unsynchronised(long timeNanos, ClockState state, double maximumError) {
    return join(
        start(timeNanos, "0.0.0.0"),
        integer(0, 2),
        fixed(negate(state.frequency()) * PPM, 10, 3),
        fixed(state.skew() * PPM, 10, 3),
        exponent(0, 10, 3),
        symbol(LeapIndicator.UNSYNCHRONISED),
        integer(0, 2),
        exponent(0, 10, 3),
        exponent(state.remainingCorrection(), 10, 3),
        exponent(state.rootDelay(), 10, 3),
        exponent(state.rootDispersion(), 10, 3),
        exponent(maximumError, 10, 3));
  }

  /// A line of tempcomp.log.
  ///
  /// @param temperature in the sensor's unit
  /// @param slow by how much the clock is slow at that temperature, s/s
  public static String temperature(long timeNanos, double temperature, double slow) {
    return join(time(timeNanos), exponent(temperature, 11, 4), exponent(slow * PPM, 11, 4));
  }

  /// A line of refclocks.log about one reading.
  ///
  /// @param source its reference ID
  public static String refclock(ReferenceClockAction.Measured measured, String source) {
    return join(
        microseconds(measured.sample().timeNanos()),
        left(source, REFID_WIDTH),
        integer(measured.number(), 3),
        symbol(measured.leap()),
        measured.pulse() ? "1" : "0",
        exponent(measured.rawOffset(), 13, 6),
        exponent(measured.sample().offset(), 13, 6),
        exponent(measured.sample().dispersion(), 10, 3));
  }

  /// A line of refclocks.log about the sample that the filter made of several readings.
  ///
  /// @param source its reference ID
  public static String refclock(ReferenceClockAction.Filtered filtered, String source) {
    return join(
        microseconds(filtered.sample().timeNanos()),
        left(source, REFID_WIDTH),
        "  -",
        symbol(filtered.leap()),
        "-       -      ",
        exponent(filtered.sample().offset(), 13, 6),
        exponent(filtered.sample().dispersion(), 10, 3));
  }

  private static String microseconds(long timeNanos) {
    return time(timeNanos)
        + String.format(Locale.ROOT, ".%06d", Math.floorMod(timeNanos, 1_000_000_000L) / 1000);
  }

  private static String join(String... columns) {
    return String.join(" ", columns);
  }

  private static String start(long timeNanos, String source) {
    return time(timeNanos) + " " + left(source, SOURCE_WIDTH);
  }

  private static String time(long timeNanos) {
    return TIME.format(Instant.ofEpochSecond(Math.floorDiv(timeNanos, 1_000_000_000L)));
  }

  /// To the other sign convention; zero stays positive.
  private static double negate(double value) {
    return 0 - value;
  }

  private static String symbol(LeapIndicator leap) {
    return switch (leap) {
      case NONE -> "N";
      case INSERT -> "+";
      case DELETE -> "-";
      case UNSYNCHRONISED -> "?";
    };
  }

  private static String tests(PacketTests tests) {
    return bits(tests.notDuplicate(), tests.answersRequest(), tests.hasTimestamps())
        + " "
        + bits(tests.authentic(), tests.synchronised(), tests.nearRoot())
        + " "
        + bits(tests.delayOk(), tests.delayRatioOk(), tests.delayDeviationOk(), tests.noLoop());
  }

  private static String bits(boolean... values) {
    StringBuilder text = new StringBuilder();
    for (boolean value : values) {
      text.append(value ? '1' : '0');
    }
    return text.toString();
  }

  private static String options(SelectionOptions options) {
    return "-"
        + (options.noselect() ? 'N' : '-')
        + (options.prefer() ? 'P' : '-')
        + (options.trust() ? 'T' : '-')
        + (options.require() ? 'R' : '-');
  }
}
