// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The scenarios of the yardstick, on which chronyd was measured too. The models are files in this
/// package's resources, as are chronyd's figures.
public enum StandardScenario {
  S1,
  S2,
  S3,
  S4,
  S5A,
  S5B,
  S5C,
  S6A,
  S6B,
  S7,
  S8;

  private static final String CHRONYD = "chronyd.figures";

  /// As written: `S5a`.
  public String label() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /// What it is about, in a few words.
  public String title() {
    return scenario().title();
  }

  /// The one of this label, in any case.
  public static Optional<StandardScenario> of(String label) {
    for (StandardScenario scenario : values()) {
      if (scenario.name().equalsIgnoreCase(label)) {
        return Optional.of(scenario);
      }
    }
    return Optional.empty();
  }

  /// Whether it is about how long the clock takes to become right, rather than how right it stays.
  public boolean isAboutSettling() {
    return switch (this) {
      case S5A, S5B, S5C, S6A, S6B -> true;
      case S1, S2, S3, S4, S7, S8 -> false;
    };
  }

  /// The scenario file.
  public String text() {
    return resource(label() + ".scenario");
  }

  public Scenario scenario() {
    return switch (ScenarioParser.parse(label() + ".scenario", text())) {
      case ScenarioResult.Parsed(Scenario scenario, _) -> scenario;
      case ScenarioResult.Unusable(var problems) -> throw new IllegalStateException("" + problems);
    };
  }

  /// chronyd's figures on it, as far as they were measured; a figure without a range has its median
  /// for both ends. Its polls are the limit over its mean poll.
  public Map<Metric, Spread> chronyd() {
    Map<Metric, Spread> figures = new EnumMap<>(Metric.class);
    for (String line : resource(CHRONYD).lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(label())) {
        Metric metric = Metric.labelled(words[1]).orElseThrow();
        double median = value(metric, words[2]);
        figures.put(
            metric,
            words.length == 3
                ? new Spread(median, median, median)
                : new Spread(median, value(metric, words[3]), value(metric, words[4])));
      }
    }
    Spread poll = figures.get(Metric.MEAN_POLL);
    if (poll != null) {
      double limit = scenario().limit();
      figures.put(
          Metric.POLLS,
          new Spread(limit / poll.median(), limit / poll.highest(), limit / poll.lowest()));
    }
    return figures;
  }

  private static double value(Metric metric, String word) {
    Quantity quantity =
        switch (metric.unit()) {
          case SECONDS -> Quantity.TIME;
          case FREQUENCY -> Quantity.FREQUENCY;
          case SHARE -> Quantity.SHARE;
          case COUNT -> Quantity.NUMBER;
        };
    return quantity.parse(word).orElseThrow();
  }

  private static String resource(String name) {
    try (InputStream stream = StandardScenario.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
