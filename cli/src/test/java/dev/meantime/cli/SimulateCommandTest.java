// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.simulator.scenario.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class SimulateCommandTest {

  private static final String SCENARIO =
      """
      title small & quick
      limit 2000
      reset 500
      host client 198.51.100.1 ahead 100ms fast 100ppm wander 1ppb
      server one 192.0.2.1
      path client one delay 100us jitter 100us
      config client server one iburst
      config client makestep 0.01 3
      """;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeScenario() throws IOException {
    file = directory.resolve("small.scenario");
    Files.writeString(file, SCENARIO);
  }

  @Test
  void showsAPersonOneScreen() {
    Captured captured = run(Exit.OK, file.toString());

    assertThat(captured.out())
        .startsWith(
            "small & quick: 2000 s (33 min) from seed 1; errors count from 500 s (8 min) on.\n\nclient\n")
        .contains("  time error        RMS ")
        .contains("  polls             ");
    assertThat(captured.out().lines().count()).isLessThan(25);
    assertThat(captured.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--log", "--seeds=3", "--seeds=3 --json --log"})
  void sameSeedSameBytes(String options) {
    String[] args =
        Stream.concat(
                Stream.of(file.toString()),
                Arrays.stream(options.split(" ", -1)).filter(word -> !word.isEmpty()))
            .toArray(String[]::new);

    assertThat(run(Exit.OK, args).out()).isEqualTo(run(Exit.OK, args).out());
  }

  @Test
  void anotherSeedIsAnotherRun() {
    assertThat(run(Exit.OK, file.toString(), "--seed", "2").out())
        .isNotEqualTo(run(Exit.OK, file.toString()).out());
  }

  @Test
  void showsMediansAndRangesOfSeveralSeeds() {
    assertThat(run(Exit.OK, file.toString(), "--seeds", "3").out())
        .contains("from each of the seeds 1 to 3")
        .containsPattern("RMS [0-9.]+ us \\[[0-9.]+ us \\.\\. [0-9.]+ us\\]");
  }

  @Test
  void showsTheLogsOfTheDaemons() {
    assertThat(run(Exit.OK, file.toString(), "--log").out())
        .startsWith("Log of client, seed 1\n2026-06-01T00:00:00Z chronyd version ")
        .contains("Selected source 192.0.2.1");
  }

  @Test
  void runsAsLongAsTold() {
    assertThat(run(Exit.OK, file.toString(), "--days", "0.01").out())
        .startsWith("small & quick: 864 s (14 min) from");
  }

  @Test
  void refusesToEndBeforeErrorsCount() {
    assertThat(run(Exit.USAGE, file.toString(), "--days", "0.005").err())
        .isEqualTo(
            "meantime simulate: --days ends the run before errors count, at 8 min (see --help)\n");
  }

  @Test
  void drawsAPlotAndLeavesNothingElse() throws IOException {
    Path plot = directory.resolve("plot.svg");
    Files.writeString(plot, "old");

    run(Exit.OK, file.toString(), "--plot", plot.toString());
    String first = Files.readString(plot);
    run(Exit.OK, file.toString(), "--plot", plot.toString());

    assertThat(first).startsWith("<svg ").endsWith("</svg>\n").contains("small &amp; quick");
    assertThat(plot).hasContent(first);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(file, plot);
    }
  }

  @Test
  void saysWhenAPlotCannotBeWritten() {
    assertThat(run(Exit.FAILED, file.toString(), "--plot", "/nonexistent/plot.svg").err())
        .isEqualTo(
            "meantime simulate: cannot write '/nonexistent/plot.svg': no such file or directory\n");
  }

  @Test
  void tellsEveryMistakeOfTheFileAndRunsNothing() throws IOException {
    Files.writeString(file, "lmit 1\nhost 1\n");

    Captured captured = run(Exit.USAGE, file.toString());

    assertThat(captured.out()).isEmpty();
    assertThat(captured.err().lines())
        .hasSize(4)
        .contains(
            file + ":1:1: error: 'lmit' is not a keyword (did you mean 'limit'?)",
            file + ": error: no 'limit' says how long the run takes (such as: limit 400000)");
  }

  @Test
  void saysWhenAFileCannotBeRead() throws IOException {
    assertThat(run(Exit.FAILED, "/nonexistent").err())
        .isEqualTo("meantime simulate: cannot read '/nonexistent': no such file or directory\n");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThat(run(Exit.FAILED, file.toString()).err()).contains("it is not UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a --seeds 0",
        "a --seed x",
        "a --seed 1 --first-seed 2",
        "a --days -1",
        "--yardstick S9",
        "--yardstick --plot x.svg"
      })
  void refusesAnImpossibleCommandLine(String line) {
    String[] args =
        Arrays.stream(line.split(" ", -1)).filter(word -> !word.isEmpty()).toArray(String[]::new);

    Captured captured = run(Exit.USAGE, args);

    assertThat(captured.err()).startsWith("meantime simulate: ").contains("--help");
    assertThat(captured.out()).isEmpty();
  }

  @Test
  void writesEveryFigureAsJson() {
    List<String> names = names(run(Exit.OK, file.toString(), "--json", "--log").out());

    assertThat(names)
        .startsWith("schema", "title", "limit", "reset", "hosts", "name", "runs", "seed")
        .contains("log", "summary", "median", "lowest", "highest")
        .containsAll(Arrays.stream(Metric.values()).map(Metric::label).toList());
  }

  @Test
  void comparesWithChronyd() {
    Captured captured = run(Exit.OK, "--yardstick", "S5b", "--seeds", "1");

    assertThat(captured.out().lines().reduce((first, second) -> second).orElseThrow())
        .startsWith("S5b start by slewing, with iburst")
        .contains("/8.300 %");
  }

  @Test
  void comparesWithChronydAsJson() {
    String out = run(Exit.OK, "--yardstick", "s5b", "--seeds", "1", "--json").out();

    assertThat(out).startsWith("{\"schema\":\"meantime.yardstick/1\",").endsWith("}\n");
    assertThat(names(out)).contains("scenario", "ours", "chronyd", "ratio");
  }

  private static List<String> names(String json) {
    List<String> names = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          names.add(parser.currentName());
        }
      }
    }
    return names;
  }

  private static Captured run(int exit, String... args) {
    Captured captured = new Captured();
    assertThat(SimulateCommand.run(List.of(args), captured.output()))
        .as(captured.err())
        .isEqualTo(exit);
    return captured;
  }
}
