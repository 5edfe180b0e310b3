// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import java.io.StringWriter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON document on one line, so that `--watch` gives JSON lines.
///
/// Every document starts with `schema`, whose number changes when a field changes its meaning or
/// goes; new fields do not change it. Units are SI (seconds, s/s), times are seconds since the Unix
/// epoch, unknown values are null. An offset is positive when the local clock is behind, a
/// frequency when it runs slow: the other way round than chrony's tables and CSV.
final class Json {

  private Json() {}

  /// Writes the fields of an object.
  interface Fields {
    void write(JsonGenerator json) throws ControlException;
  }

  /// @param schema such as `meantime.tracking/1`
  static void document(StringBuilder out, String schema, Fields fields) throws ControlException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("schema", schema);
      fields.write(json);
      json.writeEndObject();
    }
    out.append(text.getBuffer()).append('\n');
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A number of seconds, or null for none.
  static void age(JsonGenerator json, String name, long seconds, long none) {
    json.writeName(name);
    if (seconds == none) {
      json.writeNull();
    } else {
      json.writeNumber(seconds);
    }
  }
}
