// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.daemon.config.ConfigProblem;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
    LEAP,
    AT
  }

  private enum LeapKind {
    INSERT,
    DELETE
  }

  private static final Instant LATEST = Instant.parse("2150-01-01T00:00:00Z");
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private final String file;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final References references = new References();
  private final List<HostModel> hosts = new ArrayList<>();
  private final List<ServerModel> servers = new ArrayList<>();
  private final List<LinkModel> links = new ArrayList<>();
  private final List<Leap> leaps = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private String title = "";
  private double limit = Double.NaN;
  private double reset;
  private long startNanos = Scenario.DEFAULT_START;

  private ScenarioParser(String file) {
    this.file = file;
  }

  /// Reads a whole file.
  ///
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
      references.at(number);
      read(number, reader.oneOf("a keyword", Keyword.class), reader);
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
      case LIMIT -> limit = reader.positive(Quantity.TIME, Scenario.LONGEST);
      case RESET -> reset = reader.positive(Quantity.TIME, Scenario.LONGEST);
      case START -> startNanos = instant(reader);
      case HOST -> host(reader);
      case CONFIG -> references.config(reader.name(), number, reader.rest("a directive"));
      case SERVER -> server(reader);
      case LINK -> links.add(link(reader));
      case PATH -> path(reader);
      case AT -> events.add(EventSyntax.read(reader, references));
      case LEAP -> leap(reader);
    }
  }

  private static long instant(LineReader reader) throws Mistake {
    LineReader.Word word = reader.word("a UTC time such as 2026-06-01T00:00:00Z");
    try {
      Instant instant = Instant.parse(word.text());
      if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST)) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
      }
      throw reader.mistake("'" + word.text() + "' is out of range", "1970 to 2150");
    } catch (DateTimeException e) {
      throw reader.mistake(
          "'" + word.text() + "' is not a UTC time", "such as 2026-06-01T00:00:00Z");
    }
  }

  private void host(LineReader reader) throws Mistake {
    String name = references.define(reader.name(), References.Kind.HOST);
    InetAddress address = references.own(reader.address(), reader);
    hosts.add(ClockSyntax.host(reader, name, address));
  }

  private void server(LineReader reader) throws Mistake {
    String name = references.define(reader.name(), References.Kind.SERVER);
    InetAddress address = references.own(reader.address(), reader);
    servers.add(ClockSyntax.server(reader, name, address));
  }

  private LinkModel link(LineReader reader) throws Mistake {
    String from = references.use(reader.name());
    return LinkSyntax.read(reader, from, references.use(reader.name()));
  }

  private void path(LineReader reader) throws Mistake {
    LinkModel there = link(reader);
    links.add(there);
    links.add(new LinkModel(there.to(), there.from(), there.link(), there.congestion()));
  }

  private void leap(LineReader reader) throws Mistake {
    boolean inserted = reader.oneOf("'insert' or 'delete'", LeapKind.class) == LeapKind.INSERT;
    long midnight = instant(reader);
    if (midnight % DAY_NANOS != 0) {
      throw reader.mistake("leap seconds come at midnight", "such as 2027-01-01T00:00:00Z");
    }
    leaps.add(new Leap(midnight, inserted));
  }

  private ScenarioResult result() {
    references.check(file, problems);
    if (Double.isNaN(limit)) {
      whole("no 'limit' says how long the run takes", "such as: limit 400000");
    } else if (limit < 1) {
      whole("'limit' is less than a second", "such as: limit 400000");
    } else if (reset >= limit) {
      whole("'reset' is not before 'limit'", "errors count from reset to limit");
    }
    if (hosts.isEmpty()) {
      whole("no host", "such as: host client 198.51.100.1 ahead 100ms fast 100ppm");
    }
    List<ConfigProblem> sorted =
        problems.stream()
            .sorted(
                Comparator.comparingInt(ConfigProblem::line)
                    .thenComparingInt(ConfigProblem::column))
            .toList();
    if (sorted.stream().anyMatch(ConfigProblem::isError)) {
      return new ScenarioResult.Unusable(sorted);
    }
    List<HostModel> complete = hosts.stream().map(this::configured).toList();
    List<Leap> inOrder =
        leaps.stream().sorted(Comparator.comparingLong(Leap::midnightNanos)).toList();
    return new ScenarioResult.Parsed(
        new Scenario(title, limit, reset, startNanos, complete, servers, links, inOrder, events),
        sorted);
  }

  private HostModel configured(HostModel host) {
    return new HostModel(
        host.name(),
        host.address(),
        host.ahead(),
        host.oscillator(),
        references.lines(host.name()));
  }

  private void whole(String message, String hint) {
    problems.add(new ConfigProblem(file, 0, 0, ConfigProblem.Severity.ERROR, message, hint));
  }
}
