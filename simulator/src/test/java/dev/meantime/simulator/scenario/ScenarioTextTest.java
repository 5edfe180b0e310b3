// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.simulator.Impairment;
import dev.meantime.simulator.Jitter;
import dev.meantime.simulator.Link;
import dev.meantime.simulator.OscillatorModel;
import dev.meantime.simulator.OscillatorModel.Swing;
import java.net.InetAddress;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTextTest {

  @ParameterizedTest
  @EnumSource(StandardScenario.class)
  void aStandardScenarioReadsBackAsItself(StandardScenario standard) {
    assertReadsBack(standard.scenario());
  }

  @Test
  void everythingReadsBackAsItself() {
    Link link =
        Link.of(1e-4, new Jitter.Gamma(0.5, 1.0 / 3))
            .losing(0.01)
            .with(new Impairment.Duplication(0.1, 4))
            .with(new Impairment.Reordering(0.25, 0.1))
            .with(new Impairment.DailyCongestion(64_800, 3600, 5, 1e-3));
    OscillatorModel oscillator =
        new OscillatorModel(-4e-5, 1e-9, 2e-8, new Swing(5e-7, 86_400, -1.25 + 2), List.of());
    assertReadsBack(
        new ScenarioBuilder("all of it")
            .limit(12_345.678)
            .reset(1)
            .start(1_800_000_000_123_456_789L)
            .leap(new Leap(1_830_297_600_000_000_000L, true))
            .host("a", "198.51.100.1", -0.8, oscillator, "server b minpoll 4", "makestep 1 3")
            .host("c", "2001:db8::7", 0, OscillatorModel.PERFECT)
            .server(
                new ServerModel(
                    "b", InetAddress.ofLiteral("192.0.2.1"), 1e-3, oscillator, 2, 1e-3, 2e-3))
            .link(new LinkModel("a", "b", link, List.of(new LinkModel.Episodes(3600, 60.5, 10))))
            .link(LinkModel.of("b", "a", Link.of(1e-3, new Jitter.Recorded(60, List.of(0.1, 0.0)))))
            .path("a", "c", Link.of(0, new Jitter.Resampled(List.of(1e-9))))
            .event(new Event.Step(1, "a", -0.5))
            .event(new Event.Frequency(1.5, "a", 1e-6))
            .event(new Event.Handling(2, Event.Handle.UNPLUG, "c"))
            .event(
                new Event.Route(3, LinkModel.of("a", "b", Link.of(2e-3, new Jitter.Pareto(3, 1)))))
            .event(new Event.Cut(4, "a", "b"))
            .event(new Event.Restore(5, "a", "b"))
            .event(new Event.Lie(6, "b", -1))
            .event(new Event.Drift(7, "b", -1e-6, 3600))
            .event(new Event.Silence(8, "b"))
            .event(new Event.Answer(9, "b"))
            .build());
  }

  @Test
  void randomNumbersReadBackAsThemselves() {
    long seed = 42;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      ScenarioBuilder builder =
          new ScenarioBuilder("seed " + seed + ", " + i)
              .limit(1 + random.nextDouble(1e9))
              .host(
                  "a",
                  "198.51.100.1",
                  random.nextDouble(-1e3, 1e3),
                  OscillatorModel.of(random.nextDouble(-0.4, 0.4), random.nextDouble(1e-8)))
              .server("b", "192.0.2.1")
              .path("a", "b", Link.of(random.nextDouble(), random.nextDouble(1e-6)));
      assertReadsBack(builder.build());
    }
  }

  @Test
  void refusesDatesInLinks() {
    Scenario scenario =
        new ScenarioBuilder("")
            .host("a", "198.51.100.1", 0, OscillatorModel.PERFECT)
            .path("a", "a", Link.cut())
            .build();

    assertThatThrownBy(() -> ScenarioText.print(scenario))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTextThatWouldReadBackAsSomethingElse() {
    for (String title : List.of("two\nlines", "a # comment")) {
      Scenario scenario =
          new ScenarioBuilder(title).host("a", "198.51.100.1", 0, OscillatorModel.PERFECT).build();

      assertThatThrownBy(() -> ScenarioText.print(scenario))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertReadsBack(Scenario scenario) {
    String text = ScenarioText.print(scenario);

    assertThat(ScenarioParser.parse("f", text))
        .as(text)
        .isEqualTo(new ScenarioResult.Parsed(scenario, List.of()));
  }
}
