// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import dev.meantime.simulator.OscillatorModel;
import dev.meantime.simulator.OscillatorModel.Swing;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// How a scenario file writes a clock: the options of a host or a model server.
final class ClockSyntax {

  private enum HostOption {
    AHEAD,
    BEHIND,
    FAST,
    SLOW,
    WANDER,
    NOISE,
    TEMPERATURE
  }

  private enum ServerOption {
    AHEAD,
    BEHIND,
    FAST,
    SLOW,
    WANDER,
    NOISE,
    TEMPERATURE,
    STRATUM,
    ROOTDELAY,
    ROOTDISPERSION
  }

  private static final double MOST_AHEAD = 1e9;
  private static final double MOST_FAST = 0.49;
  private static final double MOST_WANDER = 1e-3;
  private static final double LONGEST = 1000;

  private double ahead;
  private double fast;
  private double wander;
  private double noise;
  private Swing swing = Swing.NONE;
  private int stratum = 1;
  private double rootDelay;
  private double rootDispersion;

  private ClockSyntax() {}

  /// Reads the rest of a host's line.
  static HostModel host(LineReader reader, String name, InetAddress address) throws Mistake {
    ClockSyntax syntax = new ClockSyntax();
    while (!reader.atEnd()) {
      syntax.read(
          reader,
          ServerOption.valueOf(reader.oneOf("an option of a host", HostOption.class).name()));
    }
    try {
      return new HostModel(name, address, syntax.ahead, syntax.oscillator(), List.of());
    } catch (IllegalArgumentException e) {
      throw reader.mistake(String.valueOf(e.getMessage()), "");
    }
  }

  /// Reads the rest of a model server's line.
  static ServerModel server(LineReader reader, String name, InetAddress address) throws Mistake {
    ClockSyntax syntax = new ClockSyntax();
    while (!reader.atEnd()) {
      syntax.read(reader, reader.oneOf("an option of a server", ServerOption.class));
    }
    try {
      return new ServerModel(
          name,
          address,
          syntax.ahead,
          syntax.oscillator(),
          syntax.stratum,
          syntax.rootDelay,
          syntax.rootDispersion);
    } catch (IllegalArgumentException e) {
      throw reader.mistake(String.valueOf(e.getMessage()), "");
    }
  }

  private void read(LineReader reader, ServerOption option) throws Mistake {
    switch (option) {
      case AHEAD -> ahead = reader.positive(Quantity.TIME, MOST_AHEAD);
      case BEHIND -> ahead = 0 - reader.positive(Quantity.TIME, MOST_AHEAD);
      case FAST -> fast = reader.positive(Quantity.FREQUENCY, MOST_FAST);
      case SLOW -> fast = 0 - reader.positive(Quantity.FREQUENCY, MOST_FAST);
      case WANDER -> wander = reader.positive(Quantity.FREQUENCY, MOST_WANDER);
      case NOISE -> noise = reader.positive(Quantity.TIME, LONGEST);
      case TEMPERATURE -> swing = swing(reader);
      case STRATUM -> stratum = reader.whole(1, 15);
      case ROOTDELAY -> rootDelay = reader.positive(Quantity.TIME, LONGEST);
      case ROOTDISPERSION -> rootDispersion = reader.positive(Quantity.TIME, LONGEST);
    }
  }

  private static Swing swing(LineReader reader) throws Mistake {
    double amplitude = reader.positive(Quantity.FREQUENCY, MOST_FAST);
    double period = reader.positive(Quantity.TIME, MOST_AHEAD);
    double phase = reader.positive(Quantity.NUMBER, 2 * Math.PI);
    try {
      return new Swing(amplitude, period, phase);
    } catch (IllegalArgumentException e) {
      throw reader.mistake(String.valueOf(e.getMessage()), "such as: temperature 0.5ppm 1d 0");
    }
  }

  private OscillatorModel oscillator() {
    return new OscillatorModel(fast, wander, noise, swing, List.of());
  }

  /// The options of a host's clock, as they are read; each with a blank before it.
  static String print(HostModel host) {
    return printed(clock(host.ahead(), host.oscillator()));
  }

  /// The options of a model server, as they are read; each with a blank before it.
  static String print(ServerModel server) {
    List<String> words = clock(server.ahead(), server.oscillator());
    if (server.stratum() != 1) {
      words.addAll(List.of("stratum", Integer.toString(server.stratum())));
    }
    option(words, Quantity.TIME, server.rootDelay(), "rootdelay", "");
    option(words, Quantity.TIME, server.rootDispersion(), "rootdispersion", "");
    return printed(words);
  }

  private static String printed(List<String> words) {
    return words.isEmpty() ? "" : " " + String.join(" ", words);
  }

  private static List<String> clock(double ahead, OscillatorModel oscillator) {
    if (!oscillator.steps().isEmpty()) {
      throw new IllegalArgumentException("a clock of a scenario has no dates");
    }
    List<String> words = new ArrayList<>();
    option(words, Quantity.TIME, ahead, "ahead", "behind");
    option(words, Quantity.FREQUENCY, oscillator.frequency(), "fast", "slow");
    option(words, Quantity.FREQUENCY, oscillator.wander(), "wander", "");
    option(words, Quantity.TIME, oscillator.readingNoise(), "noise", "");
    Swing swing = oscillator.swing();
    if (swing.amplitude() != 0) {
      words.addAll(
          List.of(
              "temperature",
              Quantity.FREQUENCY.print(swing.amplitude()),
              Quantity.TIME.print(swing.period()),
              Quantity.NUMBER.print(swing.phase())));
    }
    return words;
  }

  private static void option(
      List<String> words, Quantity quantity, double value, String positive, String negative) {
    if (value != 0) {
      words.addAll(List.of(value > 0 ? positive : negative, quantity.print(Math.abs(value))));
    }
  }
}
