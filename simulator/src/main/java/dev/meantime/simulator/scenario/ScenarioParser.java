// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.daemon.config.ConfigProblem;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads a scenario file; docs/simulation.md has the grammar. Reading goes on after a mistake, so
/// that all of them are told at once. One object reads one file; confined to its caller.
public final class ScenarioParser {

  private enum Keyword {
    TITLE,
    LIMIT,
    RESET,
    START,
    HOST,
    CONFIG,
    SERVER,
    LINK,
    PATH,
    AT;

    static final List<String> WORDS = Arrays.stream(values()).map(Keyword::word).toList();

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String file;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final References references = new References();
  private final List<HostDraft> hosts = new ArrayList<>();
  private final List<ServerModel> servers = new ArrayList<>();
  private final List<LinkModel> links = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private String title = "";
  private double limit = Double.NaN;
  private double reset;
  private long startNanos = Scenario.DEFAULT_START;

  private record HostDraft(String name, InetAddress address, ClockModel clock) {}

  private ScenarioParser(String file) {
    this.file = file;
  }

  /// @param file its name, for messages
  public static ScenarioResult parse(String file, String text) {
    ScenarioParser parser = new ScenarioParser(file);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      parser.read(++number, line);
    }
    return parser.result();
  }

  private void read(int number, String line) {
    LineReader reader = new LineReader(line);
    if (reader.atEnd()) {
      return;
    }
    try {
      String word = reader.oneOf("a keyword", Keyword.WORDS);
      references.at(number);
      read(number, Keyword.valueOf(word.toUpperCase(Locale.ROOT)), reader);
      reader.end();
    } catch (Mistake mistake) {
      error(number, mistake);
    }
  }

  private void error(int number, Mistake mistake) {
    problems.add(
        new ConfigProblem(
            file,
            number,
            mistake.column(),
            ConfigProblem.Severity.ERROR,
            String.valueOf(mistake.getMessage()),
            mistake.hint()));
  }

  private void read(int number, Keyword keyword, LineReader reader) throws Mistake {
    switch (keyword) {
      case TITLE -> title = reader.rest("a title").text();
      case LIMIT -> limit = limit(reader);
      case RESET -> reset = reader.positive(Quantity.TIME);
      case START -> startNanos = instant(reader);
      case HOST -> host(reader);
      case CONFIG -> references.config(reader.name(), number, reader.rest("a directive"));
      case SERVER -> server(reader);
      case LINK -> links.add(link(reader));
      case PATH -> path(reader);
      case AT -> events.add(event(reader));
    }
  }

  private static double limit(LineReader reader) throws Mistake {
    double value = reader.positive(Quantity.TIME);
    if (!(value > 0 && value < 1e10)) {
      throw reader.mistake("a run takes more than nothing and less than 300 years", "");
    }
    return value;
  }

  private static long instant(LineReader reader) throws Mistake {
    LineReader.Word word = reader.word("a UTC time such as 2026-06-01T00:00:00Z");
    try {
      Instant instant = Instant.parse(word.text());
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw reader.mistake(
          "'" + word.text() + "' is not a UTC time", "such as 2026-06-01T00:00:00Z");
    }
  }

  private void host(LineReader reader) throws Mistake {
    String name = references.define(reader.name(), References.Kind.HOST);
    InetAddress address = references.own(reader.address(), reader);
    double ahead = 0;
    double fast = 0;
    double wander = 0;
    while (!reader.atEnd()) {
      switch (reader.oneOf(
          "an option of a host", List.of("ahead", "behind", "fast", "slow", "wander"))) {
        case "ahead" -> ahead = reader.positive(Quantity.TIME);
        case "behind" -> ahead = -reader.positive(Quantity.TIME);
        case "fast" -> fast = reader.positive(Quantity.FREQUENCY);
        case "slow" -> fast = -reader.positive(Quantity.FREQUENCY);
        case "wander" -> wander = reader.positive(Quantity.FREQUENCY);
        default -> throw new AssertionError();
      }
    }
    try {
      hosts.add(new HostDraft(name, address, new ClockModel(ahead, fast, wander)));
    } catch (IllegalArgumentException e) {
      throw reader.mistake(
          "no clock is like that", "ahead or behind < 1e9s, fast or slow < 0.5, wander < 1e-3");
    }
  }

  private void server(LineReader reader) throws Mistake {
    String name = references.define(reader.name(), References.Kind.SERVER);
    InetAddress address = references.own(reader.address(), reader);
    double ahead = reader.atEnd() ? 0 : ahead(reader);
    servers.add(new ServerModel(name, address, ahead));
  }

  private static double ahead(LineReader reader) throws Mistake {
    return reader.oneOf("'ahead' or 'behind'", List.of("ahead", "behind")).equals("ahead")
        ? reader.positive(Quantity.TIME)
        : -reader.positive(Quantity.TIME);
  }

  private LinkModel link(LineReader reader) throws Mistake {
    String from = references.use(reader.name());
    String to = references.use(reader.name());
    return new LinkModel(from, to, course(reader));
  }

  private void path(LineReader reader) throws Mistake {
    LinkModel there = link(reader);
    links.add(there);
    links.add(new LinkModel(there.to(), there.from(), there.course()));
  }

  private static Course course(LineReader reader) throws Mistake {
    double delay = 0;
    double jitter = 0;
    double loss = 0;
    do {
      switch (reader.oneOf("an option of a link", List.of("delay", "jitter", "loss"))) {
        case "delay" -> delay = reader.positive(Quantity.TIME);
        case "jitter" -> jitter = reader.positive(Quantity.TIME);
        case "loss" -> {
          loss = reader.positive(Quantity.SHARE);
          if (loss > 1) {
            throw reader.mistake("no more than everything can be lost", "a share from 0 to 1");
          }
        }
        default -> throw new AssertionError();
      }
    } while (!reader.atEnd());
    return new Course(delay, jitter, loss);
  }

  private Event event(LineReader reader) throws Mistake {
    double at = reader.positive(Quantity.TIME);
    return switch (reader.oneOf(
        "an event", List.of("step", "link", "cut", "restore", "server", "silence", "answer"))) {
      case "step" ->
          new Event.Step(at, references.use(reader.name(), References.Kind.HOST), ahead(reader));
      case "link" -> new Event.Route(at, link(reader));
      case "cut" -> new Event.Cut(at, references.use(reader.name()), references.use(reader.name()));
      case "restore" ->
          new Event.Restore(at, references.use(reader.name()), references.use(reader.name()));
      case "server" ->
          new Event.Lie(at, references.use(reader.name(), References.Kind.SERVER), ahead(reader));
      case "silence" ->
          new Event.Silence(at, references.use(reader.name(), References.Kind.SERVER));
      case "answer" -> new Event.Answer(at, references.use(reader.name(), References.Kind.SERVER));
      default -> throw new AssertionError();
    };
  }

  private ScenarioResult result() {
    references.check(file, problems);
    if (Double.isNaN(limit)) {
      whole("no 'limit' says how long the run takes", "such as: limit 400000");
    } else if (reset >= limit) {
      whole("'reset' is not before 'limit'", "errors count from reset to limit");
    }
    if (hosts.isEmpty()) {
      whole("no host", "such as: host client 198.51.100.1 ahead 100ms fast 100ppm");
    }
    List<ConfigProblem> sorted =
        problems.stream()
            .sorted(
                java.util.Comparator.comparingInt(ConfigProblem::line)
                    .thenComparingInt(ConfigProblem::column))
            .toList();
    if (sorted.stream().anyMatch(ConfigProblem::isError)) {
      return new ScenarioResult.Unusable(sorted);
    }
    List<HostModel> complete =
        hosts.stream()
            .map(host ->
                new HostModel(
                    host.name(), host.address(), host.clock(), references.lines(host.name())))
            .toList();
    return new ScenarioResult.Parsed(
        new Scenario(title, limit, reset, startNanos, complete, servers, links, events), sorted);
  }

  private void whole(String message, String hint) {
    problems.add(new ConfigProblem(file, 0, 0, ConfigProblem.Severity.ERROR, message, hint));
  }
}
