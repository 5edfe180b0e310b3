// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.control.ControlRequest;
import dev.meantime.control.ServerOutcomesReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// `meantime serverstats --reasons`: what became of each packet that reached the server's port.
final class ServerOutcomes {

  private static final int LABEL_WIDTH = 52;

  /// How an outcome is called, for a person and in JSON.
  private record Name(String label, String property) {}

  private ServerOutcomes() {}

  static void write(ReportOptions options, ControlClient daemon, StringBuilder out)
      throws ControlException {
    ServerOutcomesReport report =
        daemon.ask(new ControlRequest.GetServerOutcomes(), ServerOutcomesReport.class);
    Map<Name, Long> rows = rows(report);
    switch (options.style()) {
      case TABLE ->
          rows.forEach((name, count) ->
              out.append(Numbers.left(name.label(), LABEL_WIDTH))
                  .append(": ")
                  .append(Long.toUnsignedString(count))
                  .append('\n'));
      case CSV ->
          out.append(
                  rows.values().stream()
                      .map(Long::toUnsignedString)
                      .collect(Collectors.joining(",")))
              .append('\n');
      case JSON -> Json.document(out, "meantime.serveroutcomes/1", json -> json(json, rows));
    }
  }

  private static void json(JsonGenerator json, Map<Name, Long> rows) {
    rows.forEach((name, count) -> json.writeNumberProperty(name.property(), count));
  }

  private static Map<Name, Long> rows(ServerOutcomesReport report) {
    Map<Name, Long> rows = new LinkedHashMap<>();
    rows.put(new Name("Answered", "answered"), report.answered());
    rows.put(new Name("Told to ask less often (RATE)", "kisses"), report.kisses());
    rows.put(
        new Name("Handed on: of peers, broadcasts, ntpq, to be signed", "handedOver"),
        report.handedOver());
    rows.put(new Name("Not answered: over the rate limit", "limited"), report.limited());
    rows.put(new Name("Not answered: the address is not allowed", "denied"), report.denied());
    rows.put(new Name("Not answered: wrong or unknown key", "notAuthentic"), report.notAuthentic());
    rows.put(
        new Name("Not answered: no NTP (length, version, fields)", "malformed"),
        report.malformed());
    rows.put(new Name("Not answered: not a request", "notRequests"), report.notRequests());
    rows.put(new Name("Not answered: control mode (6, 7)", "control"), report.control());
    rows.put(
        new Name("Not answered: impossible sender", "impossibleSenders"),
        report.impossibleSenders());
    rows.put(new Name("Not answered: longer than any packet", "truncated"), report.truncated());
    rows.put(new Name("Lost: no room in the socket", "overflowed"), report.overflowed());
    rows.put(
        new Name("Lost: the system did not send the reply", "sendFailed"), report.sendFailed());
    rows.put(
        new Name("Lost: a peer's, because the loop was behind", "handOverLost"),
        report.handOverLost());
    rows.put(
        new Name("Of these, taken before the socket layer (xdp)", "bypassed"), report.bypassed());
    return rows;
  }
}
