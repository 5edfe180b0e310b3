// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.cli.Main;
import dev.meantime.cli.Output;
import dev.meantime.control.RequestCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Debian's chronyc and our reports ask the same command port and must print the same to the byte,
/// and exit with the same code.
class ChronycComparisonTest {

  private static final int SEEDS = 100;

  private static final Set<RequestCode> SERVER_REPORTS =
      EnumSet.of(RequestCode.SERVER_STATS, RequestCode.CLIENT_ACCESSES_BY_INDEX3);

  private static Path chronyc = Path.of("");

  private record Result(int exit, String text) {}

  @BeforeAll
  static void fetchChronyc() {
    chronyc = DebianPackages.unpacked("chrony").resolve("usr/bin/chronyc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n tracking",
        "-c tracking",
        "-N tracking",
        "-n sources",
        "-n sources -a",
        "-N sources -a",
        "-c sources -a",
        "-c -N sources",
        "-n sourcestats",
        "-n sourcestats -a",
        "-N sourcestats -a",
        "-c sourcestats -a",
        "-n activity",
        "-c activity"
      })
  void printsWhatChronycPrints(String words) throws IOException, InterruptedException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (ControlServer server =
          new ControlServer(new RandomTarget(seed), RequestCode.OPEN_BY_DEFAULT)) {
        Result theirs = chronyc(server.port(), words);
        assertThat(theirs.exit()).isZero();
        assertThat(theirs.text()).isNotEmpty();
        assertThat(ours(server.port(), words)).as("seed %d: %s", seed, words).isEqualTo(theirs);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n clients",
        "-n clients -r",
        "-n clients -k",
        "-n clients -p 1000",
        "-n clients -p 1000 -k",
        "-c clients",
        "-c clients -k -p 3"
      })
  void printsTheClientsThatChronycPrints(String words) throws IOException, InterruptedException {
    int clients = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (ControlServer server = new ControlServer(new RandomTarget(seed), SERVER_REPORTS)) {
        Result theirs = chronyc(server.port(), words);
        assertThat(theirs.exit()).isZero();
        clients += (int) theirs.text().lines().count();
        assertThat(ours(server.port(), words)).as("seed %d: %s", seed, words).isEqualTo(theirs);
      }
    }
    assertThat(clients).isGreaterThan(10 * SEEDS);
  }

  /// Debian's chronyc is of before 4.4: it asks for and prints the first eleven numbers.
  @ParameterizedTest
  @ValueSource(strings = {"-n serverstats", "-c serverstats"})
  void printsTheServerStatsThatChronycPrints(String words)
      throws IOException, InterruptedException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (ControlServer server = new ControlServer(new RandomTarget(seed), SERVER_REPORTS)) {
        Result theirs = chronyc(server.port(), words);
        Result ours = ours(server.port(), words);
        assertThat(theirs.exit()).isZero();
        assertThat(ours.exit()).isZero();
        assertThat(ours.text())
            .as("seed %d: %s", seed, words)
            .startsWith(theirs.text().stripTrailing());
        assertThat(theirs.text().split("[,\n]", -1)).hasSize(12);
        assertThat(ours.text().split("[,\n]", -1)).hasSize(18);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoothing", "-c smoothing"})
  void printsTheSmoothingThatChronycPrints(String words) throws IOException, InterruptedException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (ControlServer server =
          new ControlServer(new RandomTarget(seed), EnumSet.of(RequestCode.SMOOTHING))) {
        Result theirs = chronyc(server.port(), words);
        assertThat(theirs.exit()).isZero();
        assertThat(theirs.text()).containsAnyOf("Yes", "No");
        assertThat(ours(server.port(), words)).as("seed %d: %s", seed, words).isEqualTo(theirs);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tracking", "sources", "sourcestats"})
  void looksNamesUpAsChronycDoes(String words) throws IOException, InterruptedException {
    try (ControlServer server =
        new ControlServer(RandomTarget.onLoopback(3), RequestCode.OPEN_BY_DEFAULT)) {
      Result theirs = chronyc(server.port(), words);
      assertThat(theirs.text()).contains("localhost");
      assertThat(ours(server.port(), words)).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n tracking",
        "-c sources",
        "-n sourcestats",
        "-n activity",
        "-n serverstats",
        "smoothing"
      })
  void failsAsChronycFails(String words) throws IOException, InterruptedException {
    try (ControlServer server =
        new ControlServer(new RandomTarget(1), EnumSet.noneOf(RequestCode.class))) {
      Result theirs = chronyc(server.port(), words);
      assertThat(theirs).isEqualTo(new Result(1, "501 Not authorised\n"));
      assertThat(ours(server.port(), words)).isEqualTo(theirs);
    }
  }

  @Test
  void stopsWhereChronycStops() throws IOException, InterruptedException {
    Set<RequestCode> countOnly = EnumSet.of(RequestCode.N_SOURCES);
    try (ControlServer server = new ControlServer(new RandomTarget(1), countOnly)) {
      for (String words : List.of("-n sourcestats", "-n sources", "-c sources")) {
        assertThat(ours(server.port(), words)).isEqualTo(chronyc(server.port(), words));
      }
    }
  }

  @Test
  void noticesThatNobodyListens() throws IOException, InterruptedException {
    int port;
    try (ControlServer server =
        new ControlServer(new RandomTarget(1), RequestCode.OPEN_BY_DEFAULT)) {
      port = server.port();
    }
    Result theirs = chronyc(port, "-n tracking");
    assertThat(theirs).isEqualTo(new Result(1, "506 Cannot talk to daemon\n"));
    assertThat(ours(port, "-n tracking")).isEqualTo(theirs);
  }

  /// chronyc takes its own options before the command, we take all of them after it.
  private static Result ours(int port, String words) {
    List<String> args = new ArrayList<>();
    boolean named = false;
    for (String word : words.split(" ", -1)) {
      if (word.startsWith("-") || named) {
        args.add(word);
      } else {
        args.addFirst(word);
        named = true;
      }
    }
    args.addAll(List.of("-h", "127.0.0.1", "--port", Integer.toString(port)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(args, new Output(stream(out), stream(err), false));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    return new Result(exit, out.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream octets) {
    return new PrintStream(octets, true, StandardCharsets.UTF_8);
  }

  private static Result chronyc(int port, String words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(chronyc.toString(), "-h", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of(words.split(" ", -1)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // The one difference: chronyc puts this line into the table for each name that is not known,
    // beside the question mark.
    boolean named = words.contains("-N");
    return new Result(process.waitFor(), named ? text.replace("503 No such source\n", "") : text);
  }
}
