// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.client.NtpMeasurement;
import dev.meantime.client.NtpResult;
import dev.meantime.wire.NtpPacket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The answers as JSON, schema `meantime.query/1`, which docs/json.md describes.
final class QueryJson {

  private QueryJson() {}

  static void write(StringBuilder out, List<QueryAnswer> answers) throws ControlException {
    Json.document(
        out,
        "meantime.query/1",
        json -> {
          Agreement agreement = Agreement.of(answers);
          json.writeArrayPropertyStart("servers");
          for (QueryAnswer answer : answers) {
            server(json, answer, agreement);
          }
          json.writeEndArray();
          json.writeNumberProperty("agreeing", agreement.largest());
          json.writeBooleanProperty("majority", agreement.hasMajority());
        });
  }

  private static void server(JsonGenerator json, QueryAnswer answer, Agreement agreement) {
    json.writeStartObject();
    json.writeStringProperty("name", answer.name());
    json.writeName("address");
    answer
        .server()
        .address()
        .ifPresentOrElse(
            address -> json.writeString(address.getHostAddress()), () -> json.writeNull());
    json.writeNumberProperty("port", answer.server().port());
    json.writeBooleanProperty("usable", answer.isUsable());
    json.writeStringProperty("verdict", QueryVerdict.word(answer.decisive()));
    json.writeStringProperty("sentence", QueryVerdict.sentence(answer));
    json.writeName("agrees");
    if (answer.isUsable() && agreement.hasMajority()) {
      json.writeBoolean(agreement.agreeing().contains(answer));
    } else {
      json.writeNull();
    }
    number(json, "jitter", answer.jitter());
    json.writeName("best");
    answer.best().ifPresentOrElse(best -> measurement(json, best), () -> json.writeNull());
    json.writeArrayPropertyStart("samples");
    for (NtpResult result : answer.results()) {
      Optional<NtpMeasurement> measured = QueryAnswer.measurement(result);
      json.writeStartObject();
      json.writeStringProperty("verdict", QueryVerdict.word(result));
      number(json, "offset", measured.map(NtpMeasurement::offset).orElse(Double.NaN));
      number(json, "error", measured.map(NtpMeasurement::error).orElse(Double.NaN));
      number(json, "delay", measured.map(NtpMeasurement::delay).orElse(Double.NaN));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void measurement(JsonGenerator json, NtpMeasurement measurement) {
    NtpPacket packet = measurement.packet();
    json.writeStartObject();
    number(json, "offset", measurement.offset());
    number(json, "error", measurement.error());
    number(json, "delay", measurement.delay());
    json.writeNumberProperty("stratum", packet.stratum());
    json.writeStringProperty("leap", Json.word(packet.leap()));
    json.writeStringProperty("referenceId", packet.referenceId().toString());
    json.writeStringProperty("reference", QueryTable.reference(packet));
    number(json, "rootDelay", packet.rootDelay().toSeconds());
    number(json, "rootDispersion", packet.rootDispersion().toSeconds());
    number(json, "rootDistance", measurement.rootDistance());
    number(json, "referenceAge", QueryTable.referenceAge(measurement).orElse(Double.NaN));
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
