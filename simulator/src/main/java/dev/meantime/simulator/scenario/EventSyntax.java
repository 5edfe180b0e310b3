// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.scenario.References.Kind;
import java.util.List;
import java.util.Locale;

/// How a scenario file writes an event: what follows `at`.
final class EventSyntax {

  private enum Word {
    STEP,
    FREQUENCY,
    SUSPEND,
    RESUME,
    STOP,
    START,
    UNPLUG,
    PLUG,
    LINK,
    CUT,
    RESTORE,
    SERVER,
    DRIFT,
    SILENCE,
    ANSWER
  }

  private static final double LATEST = 1e10;
  private static final double MOST_AHEAD = 1e9;
  private static final double MOST_FAST = 0.49;

  private enum Side {
    AHEAD,
    BEHIND
  }

  private enum Way {
    FAST,
    SLOW
  }

  private EventSyntax() {}

  /// Reads the rest of a line.
  static Event read(LineReader reader, References names) throws Mistake {
    double at = reader.positive(Quantity.TIME, LATEST);
    return switch (reader.oneOf("an event", Word.class)) {
      case STEP -> new Event.Step(at, names.use(reader.name(), Kind.HOST), ahead(reader));
      case FREQUENCY -> new Event.Frequency(at, names.use(reader.name(), Kind.HOST), fast(reader));
      case SUSPEND -> handling(at, Event.Handle.SUSPEND, reader, names);
      case RESUME -> handling(at, Event.Handle.RESUME, reader, names);
      case STOP -> handling(at, Event.Handle.STOP, reader, names);
      case START -> handling(at, Event.Handle.START, reader, names);
      case UNPLUG -> handling(at, Event.Handle.UNPLUG, reader, names);
      case PLUG -> handling(at, Event.Handle.PLUG, reader, names);
      case LINK -> {
        String from = names.use(reader.name());
        yield new Event.Route(at, LinkSyntax.read(reader, from, names.use(reader.name())));
      }
      case CUT -> {
        String from = names.use(reader.name());
        yield new Event.Cut(at, from, names.use(reader.name()));
      }
      case RESTORE -> {
        String from = names.use(reader.name());
        yield new Event.Restore(at, from, names.use(reader.name()));
      }
      case SERVER -> new Event.Lie(at, names.use(reader.name(), Kind.SERVER), ahead(reader));
      case DRIFT -> {
        String server = names.use(reader.name(), Kind.SERVER);
        double fast = fast(reader);
        yield new Event.Drift(at, server, fast, reader.positive(Quantity.TIME, LATEST));
      }
      case SILENCE -> new Event.Silence(at, names.use(reader.name(), Kind.SERVER));
      case ANSWER -> new Event.Answer(at, names.use(reader.name(), Kind.SERVER));
    };
  }

  private static Event handling(double at, Event.Handle what, LineReader reader, References names)
      throws Mistake {
    return new Event.Handling(at, what, names.use(reader.name(), Kind.HOST));
  }

  private static double ahead(LineReader reader) throws Mistake {
    return switch (reader.oneOf("'ahead' or 'behind'", Side.class)) {
      case AHEAD -> reader.positive(Quantity.TIME, MOST_AHEAD);
      case BEHIND -> 0 - reader.positive(Quantity.TIME, MOST_AHEAD);
    };
  }

  private static double fast(LineReader reader) throws Mistake {
    return switch (reader.oneOf("'fast' or 'slow'", Way.class)) {
      case FAST -> reader.positive(Quantity.FREQUENCY, MOST_FAST);
      case SLOW -> 0 - reader.positive(Quantity.FREQUENCY, MOST_FAST);
    };
  }

  /// A whole line.
  static String print(Event event) {
    List<String> words =
        switch (event) {
          case Event.Step(_, String host, double ahead) -> List.of("step", host, printAhead(ahead));
          case Event.Frequency(_, String host, double fast) ->
              List.of("frequency", host, printFast(fast));
          case Event.Handling(_, Event.Handle what, String host) ->
              List.of(what.name().toLowerCase(Locale.ROOT), host);
          case Event.Route(_, LinkModel link) ->
              List.of("link", link.from(), link.to(), LinkSyntax.print(link));
          case Event.Cut(_, String from, String to) -> List.of("cut", from, to);
          case Event.Restore(_, String from, String to) -> List.of("restore", from, to);
          case Event.Lie(_, String server, double ahead) ->
              List.of("server", server, printAhead(ahead));
          case Event.Drift(_, String server, double fast, double duration) ->
              List.of("drift", server, printFast(fast), Quantity.TIME.print(duration));
          case Event.Silence(_, String server) -> List.of("silence", server);
          case Event.Answer(_, String server) -> List.of("answer", server);
        };
    return "at " + Quantity.TIME.print(event.at()) + " " + String.join(" ", words);
  }

  private static String printAhead(double ahead) {
    return (ahead < 0 ? "behind " : "ahead ") + Quantity.TIME.print(Math.abs(ahead));
  }

  private static String printFast(double fast) {
    return (fast < 0 ? "slow " : "fast ") + Quantity.FREQUENCY.print(Math.abs(fast));
  }
}
