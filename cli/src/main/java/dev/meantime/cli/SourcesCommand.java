// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlAddress;
import dev.meantime.control.ControlReply;
import dev.meantime.control.ControlRequest;
import dev.meantime.control.Reports;
import dev.meantime.control.SourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// `meantime sources`: each source and its last measurement, and why it is believed or not.
final class SourcesCommand {

  private static final String HEADER =
      "MS Name/IP address         Stratum Poll Reach LastRx Last sample               \n";

  private static final String LEGEND =
      """
      M, the kind of source: ^ server, = peer, # reference clock attached to this machine.
      S, its part: * selected, + combined with it, - would do as well but is left out,
      x its time disagrees with the majority, ~ its time varies too much, ? cannot be
      selected.
      Poll: log2 of the interval in seconds. Reach: the last eight polls as an octal
      number, newest last, 377 when all were answered. LastRx: age of the last
      measurement, seconds unless marked m, h, d or y.
      Last sample: offset with later corrections of the clock [as measured] +/- bound of
      its error; + when the local clock is ahead.
      """;

  /// A source with its name and, as far as it may be known, its part in the selection.
  private record Row(SourceReport report, String name, String reason) {}

  private SourcesCommand() {}

  static int run(List<String> args, Output output) {
    return ReportRunner.run(
        Subcommand.SOURCES, ReportOptionsParser.Extra.REASONS, args, output, SourcesCommand::write);
  }

  static void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    switch (options.style()) {
      case TABLE -> table(options, daemon, out);
      case CSV -> rows(options, daemon, Reasons.none(), row -> csv(out, row));
      case JSON -> json(options, daemon, out);
    }
  }

  private static void table(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    boolean explained = options.verbose() || options.reasons();
    Reasons reasons = explained ? Reasons.of(daemon) : Reasons.none();
    List<Row> rows = new ArrayList<>();
    int count = count(daemon);
    out.append(options.verbose() ? LEGEND : "")
        .append(HEADER)
        .append("=".repeat(HEADER.length() - 1))
        .append('\n');
    rows(
        count,
        options,
        daemon,
        reasons,
        row -> {
          rows.add(row);
          line(out, row);
        });
    if (!explained) {
      return;
    }
    out.append('\n');
    if (!reasons.refusal().isEmpty()) {
      out.append(reasons.refusal()).append('\n');
      return;
    }
    for (Row row : rows) {
      out.append(row.name()).append(": ").append(row.reason()).append('\n');
    }
  }

  private static int count(ControlClient daemon) throws ControlException {
    return daemon.ask(new ControlRequest.CountSources(), ControlReply.SourceCount.class).count();
  }

  private static void rows(
      ReportOptions options, ControlClient daemon, Reasons reasons, Consumer<Row> sink)
      throws ControlException {
    rows(count(daemon), options, daemon, reasons, sink);
  }

  /// Hands each row over as soon as it is known: what came before a failure is shown.
  private static void rows(
      int count, ReportOptions options, ControlClient daemon, Reasons reasons, Consumer<Row> sink)
      throws ControlException {
    SourceNames names = new SourceNames(options, daemon);
    for (int index = 0; index < count; index++) {
      SourceReport report = daemon.ask(new ControlRequest.GetSource(index), SourceReport.class);
      if (options.all() || !(report.address() instanceof ControlAddress.Id)) {
        sink.accept(new Row(report, name(names, report), reasons.of(index, report)));
      }
    }
  }

  private static String name(SourceNames names, SourceReport report) {
    return switch (report.mode()) {
      case REFERENCE_CLOCK -> SourceNames.ofClock(SourceNames.clockId(report.address()));
      case CLIENT, PEER -> names.column(report.address());
    };
  }

  private static void line(StringBuilder out, Row row) {
    SourceReport report = row.report();
    out.append(report.mode().symbol())
        .append(report.state().symbol())
        .append(' ')
        .append(Numbers.left(row.name(), 27))
        .append("  ")
        .append(Numbers.right(Integer.toString(report.stratum()), 2))
        .append("  ")
        .append(Numbers.right(Integer.toString(report.poll()), 2))
        .append("   ")
        .append(Numbers.right(Integer.toOctalString(report.reachability()), 3))
        .append("  ")
        .append(Numbers.interval(report.sinceSample()))
        .append("  ")
        .append(Numbers.signedOffset(report.adjustedOffset()))
        .append('[')
        .append(Numbers.signedOffset(report.measuredOffset()))
        .append("] +/- ")
        .append(Numbers.offset(report.error()))
        .append('\n');
  }

  private static void csv(StringBuilder out, Row row) {
    SourceReport report = row.report();
    out.append(report.mode().symbol())
        .append(',')
        .append(report.state().symbol())
        .append(',')
        .append(row.name())
        .append(',')
        .append(report.stratum())
        .append(',')
        .append(report.poll())
        .append(',')
        .append(Integer.toOctalString(report.reachability()))
        .append(',')
        .append(report.sinceSample())
        .append(',')
        .append(Numbers.fixed(report.adjustedOffset(), 9))
        .append(',')
        .append(Numbers.fixed(report.measuredOffset(), 9))
        .append(',')
        .append(Numbers.fixed(report.error(), 9))
        .append('\n');
  }

  private static void json(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    Reasons reasons = Reasons.of(daemon);
    List<Row> rows = new ArrayList<>();
    rows(options, daemon, reasons, rows::add);
    Json.document(
        out,
        "meantime.sources/1",
        json -> {
          if (!reasons.refusal().isEmpty()) {
            json.writeStringProperty("noReasons", reasons.refusal());
          }
          json.writeArrayPropertyStart("sources");
          for (Row row : rows) {
            json(json, row);
          }
          json.writeEndArray();
        });
  }

  private static void json(JsonGenerator json, Row row) {
    SourceReport report = row.report();
    boolean sampled = report.sinceSample() != SourceReport.NEVER;
    json.writeStartObject();
    json.writeStringProperty("name", row.name());
    json.writeStringProperty("mode", Json.word(report.mode()));
    json.writeStringProperty("state", Json.word(report.state()));
    json.writeName("reason");
    if (row.reason().isEmpty()) {
      json.writeNull();
    } else {
      json.writeString(row.reason());
    }
    json.writeNumberProperty("stratum", report.stratum());
    json.writeNumberProperty("pollInterval", Math.scalb(1.0, report.poll()));
    json.writeNumberProperty("reachability", report.reachability());
    Json.age(json, "lastSampleAge", report.sinceSample(), SourceReport.NEVER);
    measured(json, "offset", Reports.turned(report.adjustedOffset()), sampled);
    measured(json, "measuredOffset", Reports.turned(report.measuredOffset()), sampled);
    measured(json, "error", report.error(), sampled);
    json.writeEndObject();
  }

  private static void measured(JsonGenerator json, String name, double value, boolean sampled) {
    json.writeName(name);
    if (sampled) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
