// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.Reports;
import dev.meantime.control.SmoothingReport;
import java.util.List;

/// `meantime smoothing`: how far served time is from the clock's, because of `smoothtime`.
final class SmoothingCommand {

  private SmoothingCommand() {}

  static int run(List<String> args, Output output) {
    return ReportRunner.run(
        Subcommand.SMOOTHING,
        ReportOptionsParser.Extra.NONE,
        args,
        output,
        SmoothingCommand::write);
  }

  static void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    SmoothingReport report = daemon.ask(new ControlRequest.GetSmoothing(), SmoothingReport.class);
    switch (options.style()) {
      case TABLE -> table(out, report);
      case CSV -> csv(out, report);
      case JSON ->
          Json.document(
              out,
              "meantime.smoothing/1",
              json -> {
                json.writeBooleanProperty("active", report.active());
                json.writeBooleanProperty("leapOnly", report.leapOnly());
                json.writeNumberProperty("servedAhead", report.offset());
                json.writeNumberProperty("servedFast", Reports.ofPpm(report.frequencyPpm()));
                json.writeNumberProperty("wander", Reports.ofPpm(report.wanderPpm()));
                json.writeNumberProperty("updateAge", report.sinceUpdate());
                json.writeNumberProperty("remaining", report.remaining());
              });
    }
  }

  private static void table(StringBuilder out, SmoothingReport report) {
    out.append("Active         : ")
        .append(active(report))
        .append(' ')
        .append(purpose(report))
        .append('\n');
    out.append("Offset         : ").append(Numbers.signed(report.offset(), 9)).append(" seconds\n");
    out.append("Frequency      : ")
        .append(Numbers.signed(report.frequencyPpm(), 6))
        .append(" ppm\n");
    out.append("Wander         : ")
        .append(Numbers.signed(report.wanderPpm(), 6))
        .append(" ppm per second\n");
    out.append("Last update    : ")
        .append(Numbers.fixed(report.sinceUpdate(), 1))
        .append(" seconds ago\n");
    out.append("Remaining time : ")
        .append(Numbers.fixed(report.remaining(), 1))
        .append(" seconds\n");
  }

  private static void csv(StringBuilder out, SmoothingReport report) {
    out.append(active(report)).append(',');
    out.append(purpose(report)).append(',');
    out.append(Numbers.fixed(report.offset(), 9)).append(',');
    out.append(Numbers.fixed(report.frequencyPpm(), 6)).append(',');
    out.append(Numbers.fixed(report.wanderPpm(), 6)).append(',');
    out.append(Numbers.fixed(report.sinceUpdate(), 1)).append(',');
    out.append(Numbers.fixed(report.remaining(), 1)).append('\n');
  }

  private static String active(SmoothingReport report) {
    return report.active() ? "Yes" : "No";
  }

  private static String purpose(SmoothingReport report) {
    return report.leapOnly() ? "(leap second only)" : "";
  }
}
