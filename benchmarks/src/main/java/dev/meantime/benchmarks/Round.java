// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import dev.meantime.benchmarks.Figures.Name;
import dev.meantime.benchmarks.Observer.Mode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/// Measures one server after the other.
final class Round {

  private static final int SLOW = 20_000;
  private static final int FAST = 100_000;
  private static final int FIRST_MILLIS = 1000;
  private static final int SETTLING_MILLIS = 1500;
  private static final int FEWEST_EXCHANGES = 10;

  private final Hosts hosts;
  private final Load load;
  private final Effort effort;

  /// Where searches begin: where they ended the last time.
  private final Map<Contender, Map<Load.Kind, Double>> guesses = new EnumMap<>(Contender.class);

  Round(Hosts hosts, Load load, Effort effort) {
    this.hosts = hosts;
    this.load = load;
    this.effort = effort;
  }

  /// Measures it from its start to its end.
  ///
  /// @param half of the highest rate of chronyd; not a number while it is unknown
  void measure(Contender contender, Figures figures, double half) throws IOException {
    try (RunningServer server = RunningServer.start(contender, hosts, "")) {
      start(server, figures);
      double highest = highest(contender, Load.Kind.PLAIN);
      figures.add(Name.HIGHEST_RATE, highest);
      figures.add(Name.PROCESSOR_SLOW, processorMicros(server, SLOW));
      figures.add(Name.PROCESSOR_FAST, processorMicros(server, FAST));
      LoadResult fast = load.run(Load.Kind.PLAIN, FAST, effort.atRateMillis());
      figures.add(Name.P50, fast.p50());
      figures.add(Name.P99, fast.p99());
      figures.add(Name.P999, fast.p999());
      double rate = Double.isNaN(half) ? highest / 2 : half;
      figures.add(Name.P999_HALF, load.run(Load.Kind.PLAIN, rate, effort.atRateMillis()).p999());
      if (contender == Contender.SOCKETS || contender == Contender.CHRONYD) {
        interleaved(contender, figures);
        figures.add(Name.HIGHEST_SEALED, highest(contender, Load.Kind.SEALED));
      }
      observe(figures, rate);
      figures.add(Name.RESIDENT, server.residentMegabytes());
      server.check();
    }
  }

  /// Measures a server's first second alone.
  LoadResult start(Contender contender, Figures figures) throws IOException {
    try (RunningServer server = RunningServer.start(contender, hosts, "")) {
      return start(server, figures);
    }
  }

  private LoadResult start(RunningServer server, Figures figures) throws IOException {
    LoadResult first = first(server);
    server.check();
    figures.add(Name.FIRST_LOST, (double) first.lost());
    figures.add(Name.FIRST_LATE, (double) first.late());
    return first;
  }

  /// Has a client look at the service, first without other clients and then among many. Of a server
  /// that it does not believe there is nothing to note.
  ///
  /// @param rate of the others' requests
  private void observe(Figures figures, double rate) throws IOException {
    try (Observer observer = Observer.start(hosts)) {
      // The first exchanges are a client's that knows nothing yet.
      pause(SETTLING_MILLIS);
      int idle = observer.position();
      pause(effort.observedMillis());
      note(figures, Name.OFFSET_BASIC, Name.BEYOND_BASIC, observer.since(idle, Mode.BASIC));
      note(
          figures,
          Name.OFFSET_INTERLEAVED,
          Name.BEYOND_INTERLEAVED,
          observer.since(idle, Mode.INTERLEAVED));
      int busy = observer.position();
      load.run(Load.Kind.PLAIN, rate, effort.observedMillis());
      note(
          figures,
          Name.OFFSET_BASIC_HALF,
          Name.BEYOND_BASIC_HALF,
          observer.since(busy, Mode.BASIC));
      note(
          figures,
          Name.OFFSET_INTERLEAVED_HALF,
          Name.BEYOND_INTERLEAVED,
          observer.since(busy, Mode.INTERLEAVED));
    }
  }

  private static void note(Figures figures, Name offset, Name beyond, Observer.Sight sight) {
    if (sight.exchanges() >= FEWEST_EXCHANGES) {
      figures.add(offset, sight.offset());
      figures.add(beyond, sight.beyond());
    }
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LoadResult first(RunningServer server) throws IOException {
    try {
      return load.run(Load.Kind.FIRST, FAST, FIRST_MILLIS);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; the server says: " + server.output(), e);
    }
  }

  private void interleaved(Contender contender, Figures figures) throws IOException {
    double highest = highest(contender, Load.Kind.INTERLEAVED);
    figures.add(Name.HIGHEST_INTERLEAVED, highest);
    if (highest > 0) {
      // Long enough that every client asks some times.
      int milliseconds = (int) Math.round(6 * Load.CLIENTS / highest * 1000);
      LoadResult result = load.run(Load.Kind.INTERLEAVED, 0.9 * highest, milliseconds);
      figures.add(
          Name.INTERLEAVED_SHARE, (double) result.interleaved() / Math.max(1, result.eligible()));
    }
  }

  private double highest(Contender contender, Load.Kind kind) throws IOException {
    Map<Load.Kind, Double> own =
        guesses.computeIfAbsent(contender, _ -> new EnumMap<>(Load.Kind.class));
    double guess = own.getOrDefault(kind, (double) FAST);
    double highest = new Search(load, kind, effort.stepMillis()).highest(guess);
    own.put(kind, Math.max(highest, SLOW));
    return highest;
  }

  private double processorMicros(RunningServer server, int rate) throws IOException {
    long before = server.processorNanos();
    LoadResult result = load.run(Load.Kind.PLAIN, rate, effort.atRateMillis());
    return (server.processorNanos() - before) / 1000.0 / Math.max(1, result.replies());
  }
}
