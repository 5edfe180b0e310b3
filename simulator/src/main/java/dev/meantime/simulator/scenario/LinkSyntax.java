// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.Impairment;
import dev.meantime.simulator.Jitter;
import dev.meantime.simulator.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a scenario file writes a link: the options after the names of its ends.
final class LinkSyntax {

  private enum Option {
    DELAY,
    JITTER,
    NORMAL,
    GAMMA,
    PARETO,
    RECORDED,
    RESAMPLED,
    LOSS,
    DUPLICATE,
    REORDER,
    BUSY,
    CONGESTION
  }

  private static final double DAY = 86_400;

  /// Seconds; nothing takes longer on its way.
  private static final double LONGEST = 1e6;

  private static final double MOST = 1e6;

  private double base;
  private Jitter jitter = new Jitter.None();
  private final List<Impairment> impairments = new ArrayList<>();
  private final List<LinkModel.Episodes> congestion = new ArrayList<>();

  private LinkSyntax() {}

  /// Reads the rest of a line.
  static LinkModel read(LineReader reader, String from, String to) throws Mistake {
    LinkSyntax syntax = new LinkSyntax();
    do {
      Option option = reader.oneOf("an option of a link", Option.class);
      try {
        syntax.read(reader, option);
      } catch (IllegalArgumentException e) {
        throw reader.mistake(
            String.valueOf(e.getMessage()), "see '" + word(option) + "' in docs/simulation.md");
      }
    } while (!reader.atEnd());
    return new LinkModel(
        from, to, new Link(syntax.base, syntax.jitter, syntax.impairments), syntax.congestion);
  }

  private void read(LineReader reader, Option option) throws Mistake {
    switch (option) {
      case DELAY -> base = time(reader);
      case JITTER -> jitter = new Jitter.Exponential(time(reader));
      case NORMAL -> jitter = new Jitter.Normal(time(reader));
      case GAMMA -> jitter = new Jitter.Gamma(number(reader), time(reader));
      case PARETO -> jitter = new Jitter.Pareto(number(reader), time(reader));
      case RECORDED -> jitter = new Jitter.Recorded(time(reader), times(reader));
      case RESAMPLED -> jitter = new Jitter.Resampled(times(reader));
      case LOSS -> impairments.add(new Impairment.Loss(share(reader)));
      case DUPLICATE ->
          impairments.add(new Impairment.Duplication(share(reader), reader.whole(1, 100)));
      case REORDER -> impairments.add(new Impairment.Reordering(share(reader), time(reader)));
      case BUSY ->
          impairments.add(
              new Impairment.DailyCongestion(
                  reader.positive(Quantity.TIME, DAY),
                  reader.positive(Quantity.TIME, DAY),
                  number(reader),
                  time(reader)));
      case CONGESTION ->
          congestion.add(new LinkModel.Episodes(time(reader), time(reader), number(reader)));
    }
  }

  private static double time(LineReader reader) throws Mistake {
    return reader.positive(Quantity.TIME, LONGEST);
  }

  private static double number(LineReader reader) throws Mistake {
    return reader.positive(Quantity.NUMBER, MOST);
  }

  private static double share(LineReader reader) throws Mistake {
    return reader.positive(Quantity.SHARE, 1);
  }

  /// All that follow: these options come last.
  private static List<Double> times(LineReader reader) throws Mistake {
    List<Double> times = new ArrayList<>();
    do {
      times.add(time(reader));
    } while (!reader.atEnd());
    return times;
  }

  /// The options of a link, as they are read.
  ///
  /// @throws IllegalArgumentException when an impairment has a date, which events have instead
  static String print(LinkModel model) {
    List<String> words = new ArrayList<>(List.of("delay", time(model.link().base())));
    for (Impairment impairment : model.link().impairments()) {
      print(words, impairment);
    }
    for (LinkModel.Episodes episodes : model.congestion()) {
      words.addAll(
          List.of(
              "congestion",
              time(episodes.meanGap()),
              time(episodes.meanLength()),
              number(episodes.factor())));
    }
    print(words, model.link().jitter());
    return String.join(" ", words);
  }

  private static void print(List<String> words, Impairment impairment) {
    switch (impairment) {
      case Impairment.Loss(double share) -> words.addAll(List.of("loss", share(share)));
      case Impairment.Duplication(double share, int copies) ->
          words.addAll(List.of("duplicate", share(share), Integer.toString(copies)));
      case Impairment.Reordering(double share, double seconds) ->
          words.addAll(List.of("reorder", share(share), time(seconds)));
      case Impairment.DailyCongestion(double from, double until, double factor, double extra) ->
          words.addAll(List.of("busy", time(from), time(until), number(factor), time(extra)));
      case Impairment.Congestion _, Impairment.RouteChange _, Impairment.Cut _ ->
          throw new IllegalArgumentException("a link of a scenario has no dates: " + impairment);
    }
  }

  private static void print(List<String> words, Jitter jitter) {
    switch (jitter) {
      case Jitter.None() -> {}
      case Jitter.Exponential(double mean) -> words.addAll(List.of("jitter", time(mean)));
      case Jitter.Normal(double deviation) -> words.addAll(List.of("normal", time(deviation)));
      case Jitter.Gamma(double shape, double mean) ->
          words.addAll(List.of("gamma", number(shape), time(mean)));
      case Jitter.Pareto(double shape, double mean) ->
          words.addAll(List.of("pareto", number(shape), time(mean)));
      case Jitter.Recorded(double interval, List<Double> delays) ->
          words.addAll(List.of("recorded", time(interval), times(delays)));
      case Jitter.Resampled(List<Double> delays) ->
          words.addAll(List.of("resampled", times(delays)));
    }
  }

  private static String times(List<Double> delays) {
    return delays.stream().map(LinkSyntax::time).collect(Collectors.joining(" "));
  }

  private static String time(double seconds) {
    return Quantity.TIME.print(seconds);
  }

  private static String number(double value) {
    return Quantity.NUMBER.print(value);
  }

  private static String share(double value) {
    return Quantity.SHARE.print(value);
  }

  private static String word(Option option) {
    return option.name().toLowerCase(Locale.ROOT);
  }
}
