// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.config.ConfigProblem;
import dev.meantime.simulator.Impairment;
import dev.meantime.simulator.Jitter;
import dev.meantime.simulator.Link;
import dev.meantime.simulator.OscillatorModel.Swing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioParserTest {

  private static final String LEAST = "limit 100\nhost client 198.51.100.1\n";

  @Test
  void needsOnlyALimitAndAHost() {
    Scenario scenario = parsed(LEAST);

    assertThat(scenario.limit()).isEqualTo(100);
    assertThat(scenario.reset()).isZero();
    assertThat(scenario.startNanos()).isEqualTo(Scenario.DEFAULT_START);
    assertThat(scenario.hosts()).singleElement().extracting(HostModel::name).isEqualTo("client");
  }

  @Test
  void ignoresCommentsBlankLinesAndCarriageReturns() {
    Scenario scenario =
        parsed(
            "# what\r\n\r\n  limit 100 # seconds\r\n\thost client 198.51.100.1#1\r\n"
                .replace("#1", ""));

    assertThat(scenario.limit()).isEqualTo(100);
  }

  @Test
  void keepsATitlesInnerBlanks() {
    assertThat(parsed("title  two  words # not this\n" + LEAST).title()).isEqualTo("two  words");
  }

  @Test
  void readsAClock() {
    HostModel host =
        parsed(
                "limit 1\nhost a 2001:db8::1 behind 0.8s slow 40ppm wander 1ppb noise 20ns"
                    + " temperature 0.5ppm 1d 1.5\n")
            .hosts()
            .getFirst();

    assertThat(host.ahead()).isEqualTo(-0.8);
    assertThat(host.oscillator().frequency()).isEqualTo(-40e-6);
    assertThat(host.oscillator().wander()).isEqualTo(1e-9);
    assertThat(host.oscillator().readingNoise()).isEqualTo(20e-9);
    assertThat(host.oscillator().swing()).isEqualTo(new Swing(0.5e-6, 86_400, 1.5));
  }

  @Test
  void readsAPathAsBothDirections() {
    Scenario scenario =
        parsed(
            LEAST
                + "server s 192.0.2.1 ahead 50ms stratum 2 rootdelay 1ms rootdispersion 2ms\n"
                + "path client s delay 100us jitter 30us loss 10%\n");

    Link link = Link.of(1e-4, 3e-5).losing(0.1);
    assertThat(scenario.links())
        .containsExactly(LinkModel.of("client", "s", link), LinkModel.of("s", "client", link));
    assertThat(scenario.servers().getFirst().ahead()).isEqualTo(0.05);
    assertThat(scenario.servers().getFirst().stratum()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "normal 10us",
    "gamma 2 50us",
    "pareto 2.5 50us",
    "recorded 1s 1ms 2ms",
    "resampled 1ms 2ms"
  })
  void readsEveryLawOfJitter(String law) {
    Jitter expected =
        switch (law.split(" ", 2)[0]) {
          case "normal" -> new Jitter.Normal(1e-5);
          case "gamma" -> new Jitter.Gamma(2, 5e-5);
          case "pareto" -> new Jitter.Pareto(2.5, 5e-5);
          case "recorded" -> new Jitter.Recorded(1, List.of(1e-3, 2e-3));
          default -> new Jitter.Resampled(List.of(1e-3, 2e-3));
        };

    assertThat(link("delay 1ms " + law).link().jitter()).isEqualTo(expected);
  }

  @Test
  void readsWhatElseBefallsPackets() {
    LinkModel link =
        link("delay 1ms duplicate 0.1 4 reorder 1% 5ms busy 18h 23.5h 5 1ms congestion 1h 5min 10");

    assertThat(link.link().impairments())
        .containsExactly(
            new Impairment.Duplication(0.1, 4),
            new Impairment.Reordering(0.01, 5e-3),
            new Impairment.DailyCongestion(64_800, 84_600, 5, 1e-3));
    assertThat(link.congestion()).containsExactly(new LinkModel.Episodes(3600, 300, 10));
  }

  @Test
  void readsEvents() {
    Scenario scenario =
        parsed(
            LEAST
                + """
                server s 192.0.2.1
                at 10 step client ahead 1s
                at 11 frequency client slow 1ppm
                at 12 suspend client
                at 13 link client s delay 5ms
                at 14 cut s client
                at 15 restore s client
                at 16 server s behind 50ms
                at 17 drift s fast 1ppm 1h
                at 18 silence s
                at 1min answer s
                """);

    assertThat(scenario.events())
        .containsExactly(
            new Event.Step(10, "client", 1),
            new Event.Frequency(11, "client", -1e-6),
            new Event.Handling(12, Event.Handle.SUSPEND, "client"),
            new Event.Route(13, LinkModel.of("client", "s", Link.of(5e-3, 0))),
            new Event.Cut(14, "s", "client"),
            new Event.Restore(15, "s", "client"),
            new Event.Lie(16, "s", -0.05),
            new Event.Drift(17, "s", 1e-6, 3600),
            new Event.Silence(18, "s"),
            new Event.Answer(60, "s"));
  }

  @Test
  void readsLeapSecondsInTheOrderOfTime() {
    assertThat(
            parsed(LEAST + "leap delete 2027-07-01T00:00:00Z\nleap insert 2027-01-01T00:00:00Z\n")
                .leaps())
        .extracting(Leap::inserted)
        .containsExactly(true, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limt 100             | f:3:1: error: 'limt' is not a keyword (did you mean 'limit'?)
          limit 100x           | f:3:7: error: '100x' is not a time such as 1.5s, 20ms, 100us, 10min or 2d
          limit                | f:3:6: error: here a time such as 1.5s, 20ms, 100us, 10min or 2d is missing
          limit 0              | f: error: 'limit' is less than a second (such as: limit 400000)
          limit 100 s          | f:3:11: error: nothing is expected here: 's'
          reset -1             | f:3:7: error: '-1' is negative (write it without the minus sign)
          reset 100            | f: error: 'reset' is not before 'limit' (errors count from reset to limit)
          start today          | f:3:7: error: 'today' is not a UTC time (such as 2026-06-01T00:00:00Z)
          leap insert 2026-06-01T12:00:00Z | f:3:13: error: leap seconds come at midnight (such as 2027-01-01T00:00:00Z)
          host client 192.0.2.9 | f:3:6: error: there is already a 'client'
          host b 198.51.100.1  | f:3:8: error: '198.51.100.1' is already the address of line 2
          host 1b 192.0.2.9    | f:3:6: error: '1b' is not a name (a letter, then letters, digits, '-' and '.', at most 63 together)
          host b example.org   | f:3:8: error: 'example.org' is not an IP address (such as 192.0.2.1 or 2001:db8::1)
          host b 192.0.2.9 fat 1ppm | f:3:18: error: 'fat' is not an option of a host (did you mean 'fast'?)
          server s 192.0.2.9 stratum 16 | f:3:28: error: '16' is not a whole number from 1 to 15
          link client nobody delay 1ms | f:3:13: error: no host or server is called 'nobody' (one of client)
          link client client delay 1ms loss 2 | f:3:35: error: '2' is too much (at most 1)
          link client client gamma 0 1ms | f:3:28: error: must be more than 0: 0.0 (see 'gamma' in docs/simulation.md)
          link client client duplicate 1 2.5 | f:3:32: error: '2.5' is not a whole number from 1 to 100
          host b fe80::1%lo    | f:3:8: error: 'fe80::1%lo' has a zone, which no simulated host has
          start 1969-01-01T00:00:00Z | f:3:7: error: '1969-01-01T00:00:00Z' is out of range (1970 to 2150)
          at 1 step clint ahead 1s | f:3:11: error: no host is called 'clint' (did you mean 'client'?)
          at 1 step client 1s  | f:3:18: error: '1s' is not 'ahead' or 'behind' (one of ahead, behind)
          config client servr 192.0.2.1 | f:3:15: error: there is no directive 'servr' (did you mean 'server'?)
          config client driftfile /x | f:3:15: error: a simulated daemon has no files: 'driftfile' (a line such as 'driftfile client fast 100ppm 0.5ppm' gives it one)
          config client dumpdir /x | f:3:15: error: a simulated daemon has no files: 'dumpdir' (leave it out)
          driftfile clint fast 1ppm 0 | f:3:11: error: no host is called 'clint' (did you mean 'client'?)
          driftfile client 1ppm | f:3:18: error: '1ppm' is not 'fast' or 'slow' (one of fast, slow)
          driftfile client fast 1ppm | 'f:3:27: error: here a frequency such as 40ppm, 1ppb or 1e-9 is missing'
          driftfile client fast 1ppm 1 | f:3:28: error: '1' is too much (at most 0.49)
          """)
  void saysWhereWhatIsWrongAndWhatWouldBeRight(String line, String message) {
    assertThat(problems(LEAST + line + "\n")).contains(message);
  }

  @Test
  void readsADriftFile() {
    assertThat(parsed("driftfile client slow 40ppm 0.5ppm\n" + LEAST).hosts())
        .singleElement()
        .extracting(HostModel::drift)
        .isEqualTo(new KnownDrift(-40e-6, 0.5e-6));
    assertThat(parsed(LEAST).hosts())
        .singleElement()
        .extracting(HostModel::drift)
        .isEqualTo(KnownDrift.NONE);
  }

  @Test
  void aHostHasOneDriftFile() {
    String line = "driftfile client fast 1ppm 1ppm\n";

    assertThat(problems(LEAST + line + line))
        .containsExactly("f:4:11: error: 'client' already has a drift file");
  }

  @Test
  void tellsTheColumnInsideADirective() {
    assertThat(problems(LEAST + "config   client  server 192.0.2.1 minpoll x\n"))
        .singleElement()
        .asString()
        .startsWith("f:3:43: error: ");
  }

  @Test
  void tellsEveryMistakeAtOnceInTheOrderOfTheFile() {
    assertThat(problems("lmit 1\nat x\nconfig nobody server 192.0.2.1\n"))
        .extracting(problem -> problem.split(": ", 2)[0])
        .containsExactly("f", "f", "f:1:1", "f:2:4", "f:3:8");
  }

  @Test
  void warnsOfWhatHasNoEffectAndGoesOn() {
    assertThat(ScenarioParser.parse("f", LEAST + "config client maxtxbuffers 1\n"))
        .isInstanceOfSatisfying(
            ScenarioResult.Parsed.class,
            parsed ->
                assertThat(parsed.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("f:3:15: warning: "));
  }

  @Test
  void theExampleInTheDocumentationIsRight() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "simulation.md"));
    int start = page.indexOf("```\n", page.indexOf("## A complete example")) + 4;

    ScenarioResult result =
        ScenarioParser.parse("f", page.substring(start, page.indexOf("```", start)));

    assertThat(result)
        .isInstanceOfSatisfying(
            ScenarioResult.Parsed.class, parsed -> assertThat(parsed.warnings()).isEmpty());
  }

  private static LinkModel link(String options) {
    return parsed(LEAST + "server s 192.0.2.1\nlink client s " + options + "\n").links().getFirst();
  }

  private static Scenario parsed(String text) {
    return switch (ScenarioParser.parse("f", text)) {
      case ScenarioResult.Parsed(Scenario scenario, _) -> scenario;
      case ScenarioResult.Unusable(List<ConfigProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(String text) {
    return switch (ScenarioParser.parse("f", text)) {
      case ScenarioResult.Parsed parsed -> throw new AssertionError(parsed.toString());
      case ScenarioResult.Unusable(List<ConfigProblem> problems) ->
          problems.stream().map(ConfigProblem::toString).toList();
    };
  }
}
