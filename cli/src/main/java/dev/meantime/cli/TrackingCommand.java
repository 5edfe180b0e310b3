// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.Reports;
import dev.meantime.control.Timespec;
import dev.meantime.control.TrackingReport;
import dev.meantime.wire.LeapIndicator;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// `meantime tracking`: how the clock stands.
final class TrackingCommand {

  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private TrackingCommand() {}

  static int run(List<String> args, Output output) {
    return ReportRunner.run(
        Subcommand.TRACKING, ReportOptionsParser.Extra.NONE, args, output, TrackingCommand::write);
  }

  static void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    TrackingReport report = daemon.ask(new ControlRequest.GetTracking(), TrackingReport.class);
    String name =
        report.address() instanceof ControlAddress.Unspecified
            ? SourceNames.ofClock(report.referenceId())
            : new SourceNames(options, daemon).full(report.address());
    switch (options.style()) {
      case TABLE -> table(out, report, name);
      case CSV -> csv(out, report, name);
      case JSON -> json(out, report, name);
    }
  }

  private static void table(StringBuilder out, TrackingReport report, String name) {
    line(out, "Reference ID    : ", report.referenceId() + " (" + name + ")");
    line(out, "Stratum         : ", Integer.toString(report.stratum()));
    line(out, "Ref time (UTC)  : ", calendar(report.referenceTime()));
    line(
        out,
        "System time     : ",
        Numbers.fixed(Math.abs(report.currentCorrection()), 9)
            + " seconds "
            + (report.currentCorrection() > 0 ? "slow" : "fast")
            + " of NTP time");
    line(out, "Last offset     : ", Numbers.signed(report.lastOffset(), 9) + " seconds");
    line(out, "RMS offset      : ", Numbers.fixed(report.rmsOffset(), 9) + " seconds");
    line(
        out,
        "Frequency       : ",
        Numbers.fixed(Math.abs(report.frequencyPpm()), 3)
            + " ppm "
            + (report.frequencyPpm() > 0 ? "fast" : "slow"));
    line(out, "Residual freq   : ", Numbers.signed(report.residualFrequencyPpm(), 3) + " ppm");
    line(out, "Skew            : ", Numbers.fixed(report.skewPpm(), 3) + " ppm");
    line(out, "Root delay      : ", Numbers.fixed(report.rootDelay(), 9) + " seconds");
    line(out, "Root dispersion : ", Numbers.fixed(report.rootDispersion(), 9) + " seconds");
    line(out, "Update interval : ", Numbers.fixed(report.lastUpdateInterval(), 1) + " seconds");
    line(out, "Leap status     : ", leap(report.leap()));
  }

  private static void line(StringBuilder out, String label, String value) {
    out.append(label).append(value).append('\n');
  }

  private static void csv(StringBuilder out, TrackingReport report, String name) {
    out.append(report.referenceId()).append(',');
    out.append(name).append(',');
    out.append(report.stratum()).append(',');
    out.append(epoch(report.referenceTime())).append(',');
    out.append(Numbers.fixed(report.currentCorrection(), 9)).append(',');
    out.append(Numbers.fixed(report.lastOffset(), 9)).append(',');
    out.append(Numbers.fixed(report.rmsOffset(), 9)).append(',');
    out.append(Numbers.fixed(report.frequencyPpm(), 3)).append(',');
    out.append(Numbers.fixed(report.residualFrequencyPpm(), 3)).append(',');
    out.append(Numbers.fixed(report.skewPpm(), 3)).append(',');
    out.append(Numbers.fixed(report.rootDelay(), 9)).append(',');
    out.append(Numbers.fixed(report.rootDispersion(), 9)).append(',');
    out.append(Numbers.fixed(report.lastUpdateInterval(), 1)).append(',');
    out.append(leap(report.leap())).append('\n');
  }

  private static void json(StringBuilder out, TrackingReport report, String name)
      throws ControlException {
    Json.document(
        out,
        "meantime.tracking/1",
        json -> {
          json.writeBooleanProperty("synchronised", report.leap() != LeapIndicator.UNSYNCHRONISED);
          json.writeStringProperty("referenceId", report.referenceId().toString());
          json.writeStringProperty("source", name);
          json.writeNumberProperty("stratum", report.stratum());
          json.writeStringProperty("leap", Json.word(report.leap()));
          json.writeNumberProperty("referenceTime", seconds(report.referenceTime()));
          json.writeNumberProperty("remainingCorrection", report.currentCorrection());
          json.writeNumberProperty("lastOffset", Reports.turned(report.lastOffset()));
          json.writeNumberProperty("rmsOffset", report.rmsOffset());
          json.writeNumberProperty("frequency", Reports.frequencyOfPpm(report.frequencyPpm()));
          json.writeNumberProperty(
              "residualFrequency", Reports.frequencyOfPpm(report.residualFrequencyPpm()));
          json.writeNumberProperty("skew", Reports.ofPpm(report.skewPpm()));
          json.writeNumberProperty("rootDelay", report.rootDelay());
          json.writeNumberProperty("rootDispersion", report.rootDispersion());
          json.writeNumberProperty("errorBound", errorBound(report));
          json.writeNumberProperty("updateInterval", report.lastUpdateInterval());
        });
  }

  /// How wrong the system clock can be: what is still to be corrected counts.
  private static double errorBound(TrackingReport report) {
    return Math.abs(report.currentCorrection()) + report.rootDelay() / 2 + report.rootDispersion();
  }

  /// As chronyc prints it, which before 1970 is not the decimal number it looks like: the fraction
  /// counts forward from the second.
  private static String epoch(Timespec time) {
    String nanos = Integer.toString(time.nanos());
    return time.seconds() + "." + "0".repeat(9 - nanos.length()) + nanos;
  }

  private static BigDecimal seconds(Timespec time) {
    return BigDecimal.valueOf(time.seconds()).add(BigDecimal.valueOf(time.nanos(), 9));
  }

  /// As C's asctime, but with two digits for the day; UTC.
  private static String calendar(Timespec time) {
    LocalDateTime utc;
    try {
      utc = LocalDateTime.ofEpochSecond(time.seconds(), time.nanos(), ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return time.seconds() + " s";
    }
    return DAYS[utc.getDayOfWeek().getValue() - 1]
        + " "
        + MONTHS[utc.getMonthValue() - 1]
        + " "
        + two(utc.getDayOfMonth())
        + " "
        + two(utc.getHour())
        + ":"
        + two(utc.getMinute())
        + ":"
        + two(utc.getSecond())
        + " "
        + utc.getYear();
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static String leap(LeapIndicator leap) {
    return switch (leap) {
      case NONE -> "Normal";
      case INSERT -> "Insert second";
      case DELETE -> "Delete second";
      case UNSYNCHRONISED -> "Not synchronised";
    };
  }
}
