// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.simulator.scenario.Metric;
import dev.meantime.simulator.scenario.Metrics;
import dev.meantime.simulator.scenario.Scenario;
import dev.meantime.simulator.scenario.ScenarioRun;
import dev.meantime.simulator.scenario.Spread;
import dev.meantime.simulator.scenario.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// The JSON of `meantime simulate`; docs/json.md describes it.
final class SimulateJson {

  private SimulateJson() {}

  static void write(
      StringBuilder out, Scenario scenario, List<ScenarioRun.Result> runs, boolean log)
      throws ControlException {
    Json.document(
        out,
        "meantime.simulate/1",
        json -> {
          json.writeStringProperty("title", scenario.title());
          json.writeNumberProperty("limit", scenario.limit());
          json.writeNumberProperty("reset", scenario.reset());
          json.writeArrayPropertyStart("hosts");
          for (int host = 0; host < scenario.hosts().size(); host++) {
            host(json, host, runs, log);
          }
          json.writeEndArray();
        });
  }

  private static void host(
      JsonGenerator json, int index, List<ScenarioRun.Result> runs, boolean log) {
    List<Metrics> all = new ArrayList<>();
    json.writeStartObject();
    json.writeStringProperty("name", runs.getFirst().hosts().get(index).name());
    json.writeArrayPropertyStart("runs");
    for (ScenarioRun.Result run : runs) {
      ScenarioRun.HostResult result = run.hosts().get(index);
      all.add(result.metrics());
      json.writeStartObject();
      json.writeNumberProperty("seed", run.seed());
      for (Metric metric : Metric.values()) {
        json.writeName(metric.label());
        number(json, metric.of(result.metrics()));
      }
      if (log) {
        json.writeArrayPropertyStart("log");
        result.log().forEach(json::writeString);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("summary");
    for (Metric metric : Metric.values()) {
      spread(json, metric, Spread.of(metric, all));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  static void yardstick(StringBuilder out, List<Yardstick.Row> rows, long firstSeed)
      throws ControlException {
    Json.document(
        out,
        "meantime.yardstick/1",
        json -> {
          json.writeArrayPropertyStart("scenarios");
          for (Yardstick.Row row : rows) {
            row(json, row, firstSeed);
          }
          json.writeEndArray();
        });
  }

  private static void row(JsonGenerator json, Yardstick.Row row, long firstSeed) {
    Map<Metric, Spread> chronyd = row.scenario().chronyd();
    json.writeStartObject();
    json.writeStringProperty("scenario", row.scenario().label());
    json.writeStringProperty("title", row.scenario().title());
    json.writeNumberProperty("firstSeed", firstSeed);
    json.writeNumberProperty("seeds", row.runs().size());
    json.writeObjectPropertyStart("ours");
    for (Metric metric : Metric.values()) {
      spread(json, metric, row.ours(metric));
    }
    json.writeEndObject();
    json.writeObjectPropertyStart("chronyd");
    chronyd.forEach((metric, figure) -> spread(json, metric, figure));
    json.writeEndObject();
    json.writeObjectPropertyStart("ratio");
    chronyd.forEach((metric, figure) -> {
      json.writeName(metric.label());
      number(json, row.ours(metric).median() / figure.median());
    });
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void spread(JsonGenerator json, Metric metric, Spread spread) {
    json.writeObjectPropertyStart(metric.label());
    json.writeName("median");
    number(json, spread.median());
    json.writeName("lowest");
    number(json, spread.lowest());
    json.writeName("highest");
    number(json, spread.highest());
    json.writeEndObject();
  }

  /// What never happened or cannot be said is null; a count has no decimals.
  private static void number(JsonGenerator json, double value) {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }
}
