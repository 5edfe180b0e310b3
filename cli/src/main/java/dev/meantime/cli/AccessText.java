// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.cli.AccessAnswer.Client;
import dev.meantime.control.ControlAddress;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// What `meantime access` writes.
///
/// @param asked the client as it was named
/// @param clients its addresses, with what is known of each
/// @param unknown hosts of the configuration whose address is not known
/// @param silence why the daemon did not answer; empty when it did, or was not asked
record AccessText(String asked, List<Client> clients, Set<String> unknown, String silence) {

  private static final int INDENT = 12;

  void table(StringBuilder out) {
    for (Client client : clients) {
      String address = ControlAddress.of(client.address()).text();
      out.append(address.equals(asked) ? address : asked + " (" + address + ")").append('\n');
      line(out, "NTP", client.ntp());
      line(out, "commands", client.commands());
    }
    for (String name : unknown) {
      out.append("Lines about ").append(name).append(" have no effect: it has no address.\n");
    }
    if (!silence.isEmpty()) {
      out.append("By the configuration alone; the running daemon does not tell: ")
          .append(silence)
          .append('\n');
    }
  }

  private static void line(StringBuilder out, String service, AccessAnswer answer) {
    out.append("  ")
        .append(Numbers.left(service, INDENT - 2))
        .append(answer.verdict().sentence())
        .append('\n');
    if (answer.isContradicted()) {
      out.append(" ".repeat(INDENT))
          .append("but the rules of the running daemon ")
          .append(answer.running().orElseThrow() ? "allow" : "deny")
          .append(" it: chronyc changed them, or it\n")
          .append(" ".repeat(INDENT))
          .append("was started with another configuration\n");
    }
  }

  void json(StringBuilder out) throws ControlException {
    Json.document(
        out,
        "meantime.access/1",
        json -> {
          json.writeStringProperty("client", asked);
          if (!silence.isEmpty()) {
            json.writeStringProperty("noDaemon", silence);
          }
          json.writeArrayPropertyStart("addresses");
          for (Client client : clients) {
            json.writeStartObject();
            json.writeStringProperty("address", ControlAddress.of(client.address()).text());
            answer(json, "ntp", client.ntp());
            answer(json, "commands", client.commands());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("unknownNames");
          unknown.forEach(json::writeString);
          json.writeEndArray();
        });
  }

  private static void answer(JsonGenerator json, String name, AccessAnswer answer) {
    AccessVerdict verdict = answer.verdict();
    json.writeName(name);
    json.writeStartObject();
    json.writeBooleanProperty("allowed", answer.allowed());
    json.writeStringProperty("sentence", verdict.sentence());
    json.writeName("rule");
    if (verdict.line().isPresent()) {
      AccessVerdict.Line line = verdict.line().get();
      json.writeStartObject();
      json.writeStringProperty("file", line.written().place().file());
      json.writeNumberProperty("line", line.written().place().line());
      json.writeStringProperty("text", line.text(verdict.service()));
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    json.writeName("running");
    if (answer.running().isPresent()) {
      json.writeBoolean(answer.running().get());
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }
}
