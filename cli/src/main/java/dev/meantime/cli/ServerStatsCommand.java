// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.ServerStatsReport;
import dev.meantime.control.ServerStatsReport.Timestamps;
import dev.meantime.control.ServerStatsReport.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// `meantime serverstats`: what the server has been asked, and what became of it.
final class ServerStatsCommand {

  private static final int LABEL_WIDTH = 27;

  /// A number with chronyc's name for it.
  private record Row(String label, long count) {}

  private ServerStatsCommand() {}

  static int run(List<String> args, Output output) {
    return ReportRunner.run(
        Subcommand.SERVERSTATS,
        ReportOptionsParser.Extra.SERVER,
        args,
        output,
        ServerStatsCommand::write);
  }

  static void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    if (options.reasons()) {
      ServerOutcomes.write(options, daemon, out);
      return;
    }
    ServerStatsReport report =
        daemon.ask(new ControlRequest.GetServerStats(false), ServerStatsReport.class);
    switch (options.style()) {
      case TABLE -> {
        for (Row row : rows(report)) {
          out.append(Numbers.left(row.label(), LABEL_WIDTH))
              .append(": ")
              .append(Long.toUnsignedString(row.count()))
              .append('\n');
        }
      }
      case CSV ->
          out.append(
                  rows(report).stream()
                      .map(row -> Long.toUnsignedString(row.count()))
                      .collect(Collectors.joining(",")))
              .append('\n');
      case JSON -> Json.document(out, "meantime.serverstats/1", json -> json(json, report));
    }
  }

  /// In chronyc's order, which is not the protocol's.
  private static List<Row> rows(ServerStatsReport report) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("NTP packets received", report.ntp().hits()));
    rows.add(new Row("NTP packets dropped", report.ntp().drops()));
    rows.add(new Row("Command packets received", report.commands().hits()));
    rows.add(new Row("Command packets dropped", report.commands().drops()));
    rows.add(new Row("Client log records dropped", report.logDrops()));
    rows.add(new Row("NTS-KE connections accepted", report.keyEstablishment().hits()));
    rows.add(new Row("NTS-KE connections dropped", report.keyEstablishment().drops()));
    rows.add(new Row("Authenticated NTP packets", report.authenticated()));
    rows.add(new Row("Interleaved NTP packets", report.interleaved()));
    rows.add(new Row("NTP timestamps held", report.timestamps()));
    rows.add(new Row("NTP timestamp span", report.timestampSpanSeconds()));
    if (report.daemon().isKnown()) {
      timestamps(rows, "daemon", report.daemon());
      timestamps(rows, "kernel", report.kernel());
      timestamps(rows, "hardware", report.hardware());
    }
    return rows;
  }

  private static void timestamps(List<Row> rows, String place, Timestamps timestamps) {
    rows.add(new Row("NTP " + place + " RX timestamps", timestamps.received()));
    rows.add(new Row("NTP " + place + " TX timestamps", timestamps.transmitted()));
  }

  private static void json(JsonGenerator json, ServerStatsReport report) {
    traffic(json, "ntp", report.ntp());
    traffic(json, "commands", report.commands());
    traffic(json, "ntsKe", report.keyEstablishment());
    json.writeNumberProperty("clientsForgotten", report.logDrops());
    json.writeNumberProperty("authenticated", report.authenticated());
    json.writeNumberProperty("interleaved", report.interleaved());
    json.writeNumberProperty("timestampsHeld", report.timestamps());
    json.writeNumberProperty("timestampSpan", report.timestampSpanSeconds());
    timestamps(json, "daemonTimestamps", report.daemon());
    timestamps(json, "kernelTimestamps", report.kernel());
    timestamps(json, "hardwareTimestamps", report.hardware());
  }

  private static void traffic(JsonGenerator json, String name, Traffic traffic) {
    json.writeName(name);
    json.writeStartObject();
    json.writeNumberProperty("received", traffic.hits());
    json.writeNumberProperty("dropped", traffic.drops());
    json.writeEndObject();
  }

  private static void timestamps(JsonGenerator json, String name, Timestamps timestamps) {
    json.writeName(name);
    if (timestamps.isKnown()) {
      json.writeStartObject();
      json.writeNumberProperty("received", timestamps.received());
      json.writeNumberProperty("transmitted", timestamps.transmitted());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
  }
}
