// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlReply;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.Reports;
import dev.meantime.control.SourceStatsReport;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `meantime sourcestats`: what each source's measurements say together.
final class SourceStatsCommand {

  private static final String HEADER =
      "Name/IP Address            NP  NR  Span  Frequency  Freq Skew  Offset  Std Dev\n";

  private static final String LEGEND =
      """
      Columns: NP measurements in use; NR runs of residuals with the same sign (few runs
      for many measurements: the straight line fits badly); Span from the oldest to the
      newest of them, seconds unless marked m, h, d or y; Frequency of the local clock
      against the source and Freq Skew, the bound of its error, ppm, + when the local
      clock runs fast; Offset predicted for now, + when the local clock is ahead; Std Dev
      of one measurement.
      """;

  private SourceStatsCommand() {}

  static int run(List<String> args, Output output) {
    return ReportRunner.run(
        Subcommand.SOURCESTATS,
        ReportOptionsParser.Extra.SOURCES,
        args,
        output,
        SourceStatsCommand::write);
  }

  static void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    int count =
        daemon.ask(new ControlRequest.CountSources(), ControlReply.SourceCount.class).count();
    SourceNames names = new SourceNames(options, daemon);
    if (options.style() == ReportOptions.Style.JSON) {
      Json.document(
          out,
          "meantime.sourcestats/1",
          json -> {
            json.writeArrayPropertyStart("sources");
            for (int index = 0; index < count; index++) {
              SourceStatsReport report = ask(daemon, index);
              if (isShown(report, options)) {
                json(json, report, name(names, report));
              }
            }
            json.writeEndArray();
          });
      return;
    }
    boolean table = options.style() == ReportOptions.Style.TABLE;
    if (table) {
      out.append(options.verbose() ? LEGEND : "")
          .append(HEADER)
          .append("=".repeat(HEADER.length() - 1))
          .append('\n');
    }
    for (int index = 0; index < count; index++) {
      SourceStatsReport report = ask(daemon, index);
      if (isShown(report, options)) {
        if (table) {
          row(out, report, name(names, report));
        } else {
          csv(out, report, name(names, report));
        }
      }
    }
  }

  private static SourceStatsReport ask(ControlClient daemon, int index) throws ControlException {
    return daemon.ask(new ControlRequest.GetSourceStats(index), SourceStatsReport.class);
  }

  private static boolean isShown(SourceStatsReport report, ReportOptions options) {
    return options.all() || !(report.address() instanceof ControlAddress.Id);
  }

  private static String name(SourceNames names, SourceStatsReport report) {
    return report.address() instanceof ControlAddress.Unspecified
        ? SourceNames.ofClock(report.referenceId())
        : names.column(report.address());
  }

  private static void row(StringBuilder out, SourceStatsReport report, String name) {
    out.append(Numbers.left(name, 25))
        .append(' ')
        .append(Numbers.right(Long.toString(report.samples()), 3))
        .append(' ')
        .append(Numbers.right(Long.toString(report.runs()), 3))
        .append("  ")
        .append(Numbers.interval(report.spanSeconds()))
        .append(' ')
        .append(Numbers.signedFrequency(report.residualFrequencyPpm()))
        .append(' ')
        .append(Numbers.frequency(report.skewPpm()))
        .append("  ")
        .append(Numbers.signedOffset(report.offset()))
        .append("  ")
        .append(Numbers.offset(report.standardDeviation()))
        .append('\n');
  }

  private static void csv(StringBuilder out, SourceStatsReport report, String name) {
    out.append(name)
        .append(',')
        .append(report.samples())
        .append(',')
        .append(report.runs())
        .append(',')
        .append(report.spanSeconds())
        .append(',')
        .append(Numbers.fixed(report.residualFrequencyPpm(), 3))
        .append(',')
        .append(Numbers.fixed(report.skewPpm(), 3))
        .append(',')
        .append(Numbers.fixed(report.offset(), 9))
        .append(',')
        .append(Numbers.fixed(report.standardDeviation(), 9))
        .append('\n');
  }

  private static void json(JsonGenerator json, SourceStatsReport report, String name) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("referenceId", report.referenceId().toString());
    json.writeNumberProperty("samples", report.samples());
    json.writeNumberProperty("runs", report.runs());
    json.writeNumberProperty("span", report.spanSeconds());
    json.writeNumberProperty("frequency", Reports.frequencyOfPpm(report.residualFrequencyPpm()));
    json.writeNumberProperty("skew", Reports.ofPpm(report.skewPpm()));
    json.writeNumberProperty("offset", Reports.turned(report.offset()));
    json.writeNumberProperty("offsetError", report.offsetError());
    json.writeNumberProperty("standardDeviation", report.standardDeviation());
    json.writeEndObject();
  }
}
