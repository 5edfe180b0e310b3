// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import dev.meantime.engine.estimate.Explanation;
import dev.meantime.engine.estimate.SourceEstimate;
import dev.meantime.simulator.scenario.Metric;
import dev.meantime.simulator.scenario.Metrics;
import dev.meantime.simulator.scenario.Scenario;
import dev.meantime.simulator.scenario.ScenarioRun;
import dev.meantime.simulator.scenario.SourceExplanation;
import dev.meantime.simulator.scenario.Spread;
import dev.meantime.simulator.scenario.Yardstick;
import dev.meantime.simulator.scenario.YardstickGoals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// The JSON of `meantime simulate`; docs/json.md describes it.
final class SimulateJson {

  private SimulateJson() {}

  static void write(
      StringBuilder out,
      Scenario scenario,
      List<ScenarioRun.Result> runs,
      boolean log,
      boolean explain)
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
            host(json, host, runs, log, explain);
          }
          json.writeEndArray();
        });
  }

  private static void host(
      JsonGenerator json, int index, List<ScenarioRun.Result> runs, boolean log, boolean explain) {
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
      if (explain) {
        json.writeArrayPropertyStart("explanations");
        result.explanations().forEach(source -> explanation(json, source));
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

  private static void explanation(JsonGenerator json, SourceExplanation source) {
    SourceEstimate estimate = source.estimate();
    Explanation why = source.explanation();
    boolean measured = estimate.samples() > 0;
    json.writeStartObject();
    json.writeStringProperty("source", source.source());
    json.writeStringProperty("verdict", source.verdict());
    number(json, "offset", measured ? source.offset() : Double.NaN);
    number(
        json,
        "offsetDeviation",
        measured ? estimate.offsetDeviationAfter(source.sinceEstimate()) : Double.NaN);
    boolean frequency = estimate.hasFrequency();
    number(json, "frequency", frequency ? estimate.frequency() : Double.NaN);
    number(json, "frequencyDeviation", frequency ? estimate.frequencyDeviation() : Double.NaN);
    json.writeStringProperty("jitter", why.jitter());
    boolean explained = !why.samples().isEmpty();
    number(json, "jitterProbability", explained ? why.jitterProbability() : Double.NaN);
    number(json, "wander", explained ? why.wander() : Double.NaN);
    number(json, "minimumDelay", explained ? why.minimumDelay() : Double.NaN);
    json.writeNumberProperty("used", why.samples().size());
    json.writeArrayPropertyStart("samples");
    for (Explanation.Influence influence : source.newest(ExplanationText.SAMPLES)) {
      json.writeStartObject();
      number(json, "age", source.age(influence));
      number(json, "offset", influence.sample().offset());
      number(json, "delay", influence.sample().delay());
      number(json, "error", influence.error());
      number(json, "residual", influence.residual());
      number(json, "weight", influence.weight());
      json.writeBooleanProperty("aside", influence.aside());
      json.writeEndObject();
    }
    json.writeEndArray();
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
          json.writeArrayPropertyStart("missed");
          for (YardstickGoals.Miss miss : YardstickGoals.missed(rows)) {
            json.writeStartObject();
            json.writeStringProperty("scenario", miss.scenario().label());
            json.writeStringProperty("figure", miss.metric().label());
            number(json, "value", miss.value());
            number(json, "goal", miss.goal());
            json.writeEndObject();
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

  private static void number(JsonGenerator json, String name, double value) {
    json.writeName(name);
    number(json, value);
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
