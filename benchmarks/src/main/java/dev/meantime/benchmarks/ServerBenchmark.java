// SPDX-License-Identifier: Apache-2.0
package dev.meantime.benchmarks;

import dev.meantime.benchmarks.Figures.Name;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The command of `tools/benchmark-server.sh`, which says what it takes.
public final class ServerBenchmark {

  /// chronyd first: the others are measured at half of what it can do as well.
  private static final List<Contender> ORDER =
      List.of(Contender.CHRONYD, Contender.SOCKETS, Contender.XDP, Contender.NTPD);

  /// As many starts of each server make a median.
  private static final int STARTS = 5;

  private final PrintStream out;
  private final String part;
  private final List<Contender> contenders;
  private final Map<Contender, Figures> figures = new EnumMap<>(Contender.class);
  private final Map<Contender, String> failures = new EnumMap<>(Contender.class);

  private ServerBenchmark(PrintStream out, String part) {
    this.out = out;
    this.part = part;
    this.contenders =
        switch (part) {
          case "sockets" -> List.of(Contender.CHRONYD, Contender.SOCKETS);
          case "xdp" -> List.of(Contender.CHRONYD, Contender.XDP);
          case "start" -> List.of(Contender.SOCKETS, Contender.XDP);
          default -> ORDER;
        };
  }

  /// Measures, and ends with the status.
  ///
  /// @param arguments `--quick`, `--allocation`, `--only` and a part's name
  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    int only = given.indexOf("--only");
    String part = only < 0 ? "" : given.get(only + 1);
    boolean good;
    try (Hosts hosts = Hosts.create()) {
      SealedRequests sealed = SealedRequests.write(Hosts.scratch().resolve("sealed"));
      Load load = new Load(hosts, System.getProperty("benchmark.load"), sealed);
      good =
          given.contains("--allocation")
              ? new Allocation(hosts, load, System.out).run()
              : new ServerBenchmark(System.out, part)
                  .run(hosts, load, given.contains("--quick") ? Effort.QUICK : Effort.FULL);
    }
    System.exit(good ? 0 : 1);
  }

  private boolean run(Hosts hosts, Load load, Effort effort) throws IOException {
    out.println("Load average at the start: " + loadAverage());
    Round round = new Round(hosts, load, effort);
    if (part.equals("start")) {
      return starts(round);
    }
    for (int i = 0; i < effort.rounds(); i++) {
      double half = Double.NaN;
      for (Contender contender : contenders) {
        Figures own = figures.computeIfAbsent(contender, _ -> new Figures());
        if (!failures.containsKey(contender)) {
          measure(round, contender, own, half);
        }
        if (contender == Contender.CHRONYD) {
          half = own.median(Name.HIGHEST_RATE) / 2;
        }
      }
    }
    print();
    out.println("Load average at the end: " + loadAverage());
    return judge();
  }

  /// The first second alone, which is over before anything else could be measured.
  private boolean starts(Round round) throws IOException {
    out.printf(
        "%n%-18s %s%n", "", "lost of 100,000 in the second after the first answer, and late");
    boolean good = true;
    for (Contender contender : contenders) {
      Figures own = new Figures();
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < STARTS; i++) {
        LoadResult first = round.start(contender, own);
        lines.add(first.lost() + " (" + first.late() + ")");
      }
      out.printf(
          "%-18s %s; median %.0f%n",
          contender.title(), String.join(", ", lines), own.median(Name.FIRST_LOST));
      good &= own.worst(Name.FIRST_LOST) == 0;
    }
    out.println("Load average at the end: " + loadAverage());
    return good;
  }

  private void measure(Round round, Contender contender, Figures own, double half) {
    try {
      round.measure(contender, own, half);
    } catch (IOException e) {
      failures.put(contender, String.valueOf(e.getMessage()));
    }
  }

  private void print() {
    out.printf(
        "%n%-18s %8s %8s %8s %6s %6s %6s %7s %7s %8s %7s %7s %6s%n",
        "medians",
        "req/s",
        "interl.",
        "CMAC",
        "us@20k",
        "@100k",
        "p50",
        "p99",
        "p99.9",
        "p99.9 h.",
        "lost 1s",
        "late 1s",
        "MB");
    for (Contender contender : contenders) {
      String failure = failures.get(contender);
      if (failure == null) {
        out.println(row(contender, figures.getOrDefault(contender, new Figures())));
      } else {
        out.printf("%-18s FAILED: %s%n", contender.title(), failure);
      }
    }
    out.println(
        """

        req/s: with less than 1 % lost or later than 50 ms; interl.: all clients interleaved; CMAC: AES-128-CMAC
        us: processor time a reply at 20,000 and 100,000 requests a second
        p50, p99, p99.9: round trip at 100,000/s in microseconds; p99.9 h.: at half of chronyd's req/s
        lost 1s, late 1s: of 100,000 requests in the second after the first answer, late by more than 50 ms
        """);
    printAccuracy();
  }

  private void printAccuracy() {
    out.printf(
        "%-18s %8s %8s %8s %8s %8s %8s %8s%n",
        "offset, us", "basic", "interl.", "basic h.", "int. h.", "beyond", "b. h.", "b. int.");
    for (Contender contender : contenders) {
      Figures own = figures.getOrDefault(contender, new Figures());
      if (!failures.containsKey(contender)) {
        out.printf(
            Locale.ROOT,
            "%-18s %8.2f %8.2f %8.2f %8.2f %7.1f%% %7.1f%% %7.1f%%%n",
            contender.title(),
            own.median(Name.OFFSET_BASIC),
            own.median(Name.OFFSET_INTERLEAVED),
            own.median(Name.OFFSET_BASIC_HALF),
            own.median(Name.OFFSET_INTERLEAVED_HALF),
            100 * own.median(Name.BEYOND_BASIC),
            100 * own.median(Name.BEYOND_BASIC_HALF),
            100 * own.median(Name.BEYOND_INTERLEAVED));
      }
    }
    out.println(
        """

        offset: that chronyd measures as a client on the same clock, median of the absolute values; h.: at half of chronyd's req/s
        beyond: part of these in basic mode that were off by more than half of their delay; b. int.: the same in interleaved mode
        """);
  }

  private static String row(Contender contender, Figures own) {
    return String.format(
        Locale.ROOT,
        "%-18s %8.0f %8s %8s %6.2f %6.2f %6.1f %7.1f %7.1f %8.1f %7.0f %7.0f %6.1f",
        contender.title(),
        own.median(Name.HIGHEST_RATE),
        optional(own, Name.HIGHEST_INTERLEAVED),
        optional(own, Name.HIGHEST_SEALED),
        own.median(Name.PROCESSOR_SLOW),
        own.median(Name.PROCESSOR_FAST),
        own.median(Name.P50),
        own.median(Name.P99),
        own.median(Name.P999),
        own.median(Name.P999_HALF),
        own.median(Name.FIRST_LOST),
        own.median(Name.FIRST_LATE),
        own.median(Name.RESIDENT));
  }

  private static String optional(Figures own, Name name) {
    return own.has(name) ? String.format(Locale.ROOT, "%.0f", own.median(name)) : "-";
  }

  private boolean judge() {
    List<Goal> goals =
        Goal.of(figures).stream().filter(goal -> goal.title().startsWith(part)).toList();
    out.println();
    goals.forEach(goal -> out.println(goal.line()));
    return failures.isEmpty() && goals.stream().allMatch(Goal::isReached);
  }

  private static String loadAverage() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).strip();
  }
}
