// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.wire.NtpPacket;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The answers as JSON, schema `meantime.query/1`, which docs/json.md describes.
final class QueryJson {

  private QueryJson() {}

  static void write(StringBuilder out, List<QueryAnswer> answers) throws ControlException {
    Json.document(
        out,
        "meantime.query/1",
        json -> {
          json.writeArrayPropertyStart("servers");
          for (QueryAnswer answer : answers) {
            server(json, answer);
          }
          json.writeEndArray();
          Agreement agreement = Agreement.of(answers);
          json.writeNumberProperty("agreeing", agreement.agreeing().size());
          json.writeBooleanProperty("majority", agreement.hasMajority());
        });
  }

  private static void server(JsonGenerator json, QueryAnswer answer) {
    json.writeStartObject();
    json.writeStringProperty("name", answer.name());
    json.writeNumberProperty("port", answer.server().port());
    json.writeBooleanProperty("usable", answer.isUsable());
    json.writeStringProperty("verdict", QueryVerdict.word(answer.decisive()));
    json.writeStringProperty("sentence", QueryVerdict.sentence(answer.decisive()));
    if (answer.best().isPresent()) {
      number(json, "jitter", answer.jitter());
      json.writeName("best");
      measurement(json, answer.best().get());
    }
    json.writeArrayPropertyStart("samples");
    for (NtpResult result : answer.results()) {
      json.writeStartObject();
      json.writeStringProperty("verdict", QueryVerdict.word(result));
      QueryAnswer.measurement(result)
          .ifPresent(measured -> {
            number(json, "offset", measured.offset());
            number(json, "delay", measured.delay());
            number(json, "error", measured.error());
          });
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void measurement(JsonGenerator json, NtpMeasurement measurement) {
    NtpPacket packet = measurement.packet();
    json.writeStartObject();
    json.writeStringProperty("address", measurement.address().getAddress().getHostAddress());
    number(json, "offset", measurement.offset());
    number(json, "error", measurement.error());
    number(json, "delay", measurement.delay());
    json.writeNumberProperty("stratum", packet.stratum());
    json.writeStringProperty("leap", Json.word(packet.leap()));
    json.writeStringProperty("reference_id", packet.referenceId().toString());
    json.writeStringProperty("reference", QueryTable.reference(packet));
    number(json, "root_delay", packet.rootDelay().toSeconds());
    number(json, "root_dispersion", packet.rootDispersion().toSeconds());
    number(json, "root_distance", measurement.rootDistance());
    number(json, "reference_age", QueryTable.referenceAge(measurement).orElse(Double.NaN));
    json.writeNumberProperty("version", packet.version());
    json.writeNumberProperty("poll", packet.poll());
    json.writeNumberProperty("precision", packet.precision());
    time(json, "origin", measurement.origin());
    time(json, "receive", measurement.receive());
    time(json, "transmit", measurement.transmit());
    time(json, "destination", measurement.destination());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) {
    json.writeName(name);
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  /// Seconds since the Unix epoch with nine decimals, as text of a number: a double would keep only
  /// seven.
  private static void time(JsonGenerator json, String name, Instant instant) {
    json.writeName(name);
    json.writeNumber(
        new java.math.BigDecimal(instant.getEpochSecond())
            .add(java.math.BigDecimal.valueOf(instant.getNano(), 9)));
  }
}
