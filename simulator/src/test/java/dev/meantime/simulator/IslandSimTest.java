// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.engine.serve.LocalReference;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three hosts of an air-gapped island for a day, with oscillators that differ by 60 ppm and follow
/// the day's temperature each in its own way; then the world is back.
// Each test builds its world first.
@SuppressWarnings("NullAway.Init")
class IslandSimTest {

  private static final int HOSTS = 3;
  private static final int DAY = 86_400;
  private static final String OPTIONS = " iburst minpoll 4 maxpoll 6";

  private World world;
  private final List<WatchedHost> hosts = new ArrayList<>();

  private static String address(int number) {
    return "198.51.100." + number;
  }

  private void start(int number) {
    List<String> lines = new ArrayList<>();
    for (int other = 1; other <= HOSTS; other++) {
      if (other != number) {
        lines.add("server " + address(other) + OPTIONS);
      }
    }
    lines.add("server 192.0.2.1" + OPTIONS);
    lines.add("allow 198.51.100.0/24");
    lines.add("local stratum 10 orphan");
    // The first, whom all will follow, is 30 ppm fast: the island runs ahead of the world.
    OscillatorModel model =
        OscillatorModel.of((2 - number) * 30e-6, 1e-9)
            .withSwing(new OscillatorModel.Swing(1e-6, DAY, number));
    world.clockWrongBy((number - 2) * 0.2, 0);
    hosts.add(
        WatchedHost.start(world, world.host(address(number), model), lines.toArray(String[]::new)));
  }

  private double spread() {
    DoubleSummaryStatistics errors =
        hosts.stream().mapToDouble(host -> host.clock().error()).summaryStatistics();
    return errors.getMax() - errors.getMin();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void holdsTogetherForADayAndRejoinsWithoutGoingBack(long seed) {
    world = new World(seed).servers(1);
    world.servers.getFirst().answering(false);
    for (int number = 1; number <= HOSTS; number++) {
      start(number);
    }
    world.simulation.run(3600);
    List<Telling> telling = hosts.stream().map(Telling::of).toList();
    double widest = 0;
    for (int i = 0; i < DAY / 10; i++) {
      world.simulation.run(10);
      widest = Math.max(widest, spread());
    }
    assertThat(widest).as(world.story()).isLessThan(200e-6);
    assertThat(telling.stream().map(Telling::strata))
        .as("one leads, always the same; " + world.story())
        .containsExactly(Set.of(10), Set.of(11), Set.of(11));
    assertThat(telling.getFirst().referenceId()).isEqualTo(LocalReference.REFERENCE_ID);
    double drifted = hosts.getFirst().clock().error();
    assertThat(drifted).as("30 ppm for a day").isBetween(2.2, 2.8);

    world.servers.getFirst().answering(true);
    long[] last =
        hosts.stream().mapToLong(host -> host.platform().wallClock().nowNanos()).toArray();
    for (int k = 0; k < 3600 * 10; k++) {
      world.simulation.run(0.1);
      for (int i = 0; i < HOSTS; i++) {
        long now = hosts.get(i).platform().wallClock().nowNanos();
        // maxslewrate is 83333 ppm.
        assertThat(now - last[i])
            .as("host %d at %s s", i + 1, world.simulation.elapsed())
            .isBetween(91_000_000L, 109_000_000L);
        last[i] = now;
      }
    }
    for (WatchedHost host : hosts) {
      assertThat(host.clock().steps()).as(host.story()).isEmpty();
      assertThat(Math.abs(host.clock().error())).as(host.story()).isLessThan(100e-6);
      assertThat(host.state().stratum()).isEqualTo(2);
    }
  }
}
