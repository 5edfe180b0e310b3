// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.estimate.Explanation.Influence;
import dev.meantime.simulator.Link;
import dev.meantime.simulator.OscillatorModel;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioRunSimTest {

  private static final Link LINK = Link.of(1e-4, 1e-4);
  private static final OscillatorModel QUARTZ = OscillatorModel.of(1e-4, 1e-9);

  @Test
  void sameSeedSameResult() {
    Scenario scenario = one().limit(5000).build();

    ScenarioRun.HostResult first = run(scenario, 3);
    ScenarioRun.HostResult again = run(scenario, 3);

    assertThat(again.metrics()).isEqualTo(first.metrics());
    assertThat(again.log()).isEqualTo(first.log());
    assertThat(run(scenario, 4).metrics()).isNotEqualTo(first.metrics());
  }

  @Test
  void aClockWithoutServersDriftsAsItsModelSays() {
    Scenario scenario =
        new ScenarioBuilder("alone")
            .limit(1000)
            .host("a", "198.51.100.1", 0.5, OscillatorModel.of(1e-5, 0))
            .build();

    Metrics metrics = run(scenario, 1).metrics();

    assertThat(metrics.error().maximum()).isBetween(0.50998, 0.51);
    assertThat(metrics.error().mean()).isBetween(-0.5051, -0.5049);
    assertThat(metrics.frequency().rms()).isBetween(0.9999e-5, 1.0001e-5);
    assertThat(metrics.polls()).isZero();
    assertThat(metrics.claim().firstSynchronised()).isInfinite();
  }

  @Test
  void theDriftFileIsReadAndSurvivesTheDaemon() {
    Scenario scenario =
        one()
            .driftFile(1.001e-4, 0.5e-6)
            .limit(20_000)
            .event(new Event.Handling(10_000, Event.Handle.STOP, "a"))
            .event(new Event.Handling(10_001, Event.Handle.START, "a"))
            .build();

    assertThat(run(scenario, 1).log())
        .filteredOn(line -> line.contains(" read from "))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith("Frequency 100.100 +/- 0.500 ppm read from /var/lib/chrony/drift"),
            line ->
                assertThat(line)
                    .containsPattern("Frequency (99\\.[89]|100\\.[01]).* \\+/- 0\\.[0-4]")
                    .endsWith(" ppm read from /var/lib/chrony/drift"));
  }

  @Test
  void withoutADriftFileTheDaemonHasNone() {
    assertThat(run(one().limit(1000).build(), 1).log()).noneMatch(line -> line.contains("drift"));
  }

  @Test
  void tellsWhatEveryEstimateRestsOnAtTheEnd() {
    Scenario scenario = one("server b minpoll 4 maxpoll 4 maxsamples 20").limit(5000).build();

    assertThat(run(scenario, 1).explanations())
        .singleElement()
        .satisfies(source -> {
          List<Influence> samples = source.explanation().samples();
          assertThat(source.source()).isEqualTo("b");
          assertThat(source.verdict()).isNotEmpty();
          assertThat(source.explanation().jitter()).isNotEmpty();
          assertThat(source.explanation().minimumDelay()).isBetween(1.9e-4, 2.3e-4);
          assertThat(Math.abs(source.offset())).isLessThan(1e-4);
          assertThat(samples)
              .hasSizeBetween(3, 25)
              .isSortedAccordingTo(Comparator.comparingLong(used -> used.sample().timeNanos()));
          assertThat(source.age(samples.getLast())).isBetween(0.0, 17.0);
          assertThat(source.newest(2))
              .isEqualTo(samples.subList(samples.size() - 2, samples.size()));
          assertThat(source.newest(100)).isEqualTo(samples);
        });
  }

  @Test
  void aDaemonThatDoesNotRunExplainsNothing() {
    Scenario scenario =
        one().limit(1000).event(new Event.Handling(900, Event.Handle.STOP, "a")).build();

    assertThat(run(scenario, 1).explanations()).isEmpty();
  }

  @Test
  void countsEveryRequestThatLeaves() {
    Metrics metrics =
        run(one("server 192.0.2.1 minpoll 4 maxpoll 4").limit(1600).build(), 1).metrics();

    assertThat(metrics.polls()).isBetween(97L, 101L);
    assertThat(metrics.meanPoll()).isBetween(15.8, 16.5);
  }

  @Test
  void countsRequestsThatAreLostOnTheWay() {
    Scenario scenario =
        new ScenarioBuilder("lost")
            .limit(1600)
            .host("a", "198.51.100.1", 0, QUARTZ, "server 192.0.2.1 minpoll 4 maxpoll 4")
            .server("b", "192.0.2.1")
            .build();

    Metrics metrics = run(scenario, 1).metrics();

    assertThat(metrics.polls()).isGreaterThan(50);
    assertThat(metrics.claim().firstSynchronised()).isInfinite();
  }

  @Test
  void findsServersByTheirNames() {
    assertThat(
            run(one("server b iburst").limit(100).build(), 1).metrics().claim().firstSynchronised())
        .isLessThan(20);
  }

  @Test
  void settlesAfterAStepByTheDaemon() {
    Metrics metrics =
        run(one("server 192.0.2.1 iburst", "makestep 0.01 3").limit(2000).build(), 1).metrics();

    assertThat(metrics.steps()).isEqualTo(1);
    assertThat(metrics.settling().to10ms()).isLessThan(20);
  }

  @Test
  void countsSettlingFromSomebodysStep() {
    Scenario scenario =
        one("server 192.0.2.1 iburst minpoll 4 maxpoll 4")
            .limit(4000)
            .event(new Event.Step(2000, "a", 1))
            .build();

    Metrics metrics = run(scenario, 1).metrics();

    assertThat(metrics.error().maximum()).isBetween(0.99, 1.01);
    assertThat(metrics.settling().to1ms()).isBetween(5.0, 400.0);
  }

  @Test
  void losesItsClaimWhileCutOffAndFindsItAgain() {
    Scenario scenario =
        one("server 192.0.2.1 iburst minpoll 4 maxpoll 4")
            .limit(4000)
            .event(new Event.Handling(1000, Event.Handle.UNPLUG, "a"))
            .event(new Event.Handling(2000, Event.Handle.PLUG, "a"))
            .build();

    ScenarioRun.HostResult result = run(scenario, 1);

    assertThat(String.join("\n", result.log())).contains("Can't synchronise");
    assertThat(result.metrics().settling().to1ms()).isLessThan(100);
  }

  @Test
  void startsAnotherDaemonOnTheSameClock() {
    Scenario scenario =
        one("server 192.0.2.1 iburst")
            .limit(2000)
            .event(new Event.Handling(1000, Event.Handle.STOP, "a"))
            .event(new Event.Handling(1001, Event.Handle.START, "a"))
            .event(new Event.Handling(1002, Event.Handle.START, "a"))
            .build();

    assertThat(run(scenario, 1).log().stream().filter(line -> line.contains("starting")))
        .hasSize(2);
  }

  @Test
  void watchesEveryHost() {
    Scenario scenario =
        one("server 192.0.2.1 iburst")
            .limit(1000)
            .host("c", "198.51.100.2", 0.2, QUARTZ, "server 192.0.2.1 iburst", "makestep 0.1 3")
            .path("c", "b", LINK)
            .build();

    ScenarioRun.Result result = ScenarioRun.run(scenario, 1);

    assertThat(result.hosts()).extracting(ScenarioRun.HostResult::name).containsExactly("a", "c");
    assertThat(result.hosts())
        .allSatisfy(host -> assertThat(host.metrics().settling().to1ms()).isLessThan(100));
  }

  @Test
  void aHostThatAllowsItServesAnother() {
    Scenario scenario =
        one("server 192.0.2.1 iburst", "makestep 0.1 3", "allow 198.51.100.0/24")
            .limit(4000)
            .reset(1000)
            .host("c", "198.51.100.2", 0.2, QUARTZ, "server a iburst", "makestep 0.1 3")
            .path("a", "c", LINK)
            .build();

    Metrics follower = ScenarioRun.run(scenario, 1).hosts().getLast().metrics();

    assertThat(follower.claim().firstSynchronised()).isLessThan(60);
    assertThat(follower.error().rms()).isLessThan(100e-6);
    assertThat(follower.claim().coverage()).isEqualTo(1);
  }

  @Test
  void aHostThatDoesNotAllowItServesNobody() {
    Scenario scenario =
        one("server 192.0.2.1 iburst")
            .limit(1000)
            .host("c", "198.51.100.2", 0.2, QUARTZ, "server a iburst")
            .path("a", "c", LINK)
            .build();

    Metrics follower = ScenarioRun.run(scenario, 1).hosts().getLast().metrics();

    assertThat(follower.claim().firstSynchronised()).isInfinite();
  }

  private static ScenarioBuilder one(String... config) {
    String[] lines = config.length == 0 ? new String[] {"server 192.0.2.1"} : config;
    return new ScenarioBuilder("one")
        .host("a", "198.51.100.1", 0.1, QUARTZ, lines)
        .server("b", "192.0.2.1")
        .path("a", "b", LINK);
  }

  private static ScenarioRun.HostResult run(Scenario scenario, long seed) {
    return ScenarioRun.run(scenario, seed).hosts().getFirst();
  }
}
