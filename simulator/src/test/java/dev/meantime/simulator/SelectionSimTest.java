// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.SourceSnapshot;
import dev.meantime.engine.select.Selection.WhyLost;
import dev.meantime.engine.select.SourceStatus;
import dev.meantime.engine.select.SourceVerdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionSimTest {

  private static final String[] FIVE_SERVERS = {
    "server 192.0.2.1 iburst maxpoll 6",
    "server 192.0.2.2 iburst maxpoll 6",
    "server 192.0.2.3 iburst maxpoll 6",
    "server 192.0.2.4 iburst maxpoll 6",
    "server 192.0.2.5 iburst maxpoll 6"
  };

  private static SourceVerdict verdict(Daemon daemon, int server) {
    return daemon.sources().stream()
        .filter(source -> source.name().equals("192.0.2." + server))
        .findFirst()
        .flatMap(SourceSnapshot::verdict)
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void followsTheHonestMajorityAsLongAsThereIsOne(long seed) {
    World world = new World(seed).servers(5).clockWrongBy(0, 20e-6);
    world.servers.get(4).lyingBy(0.3);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, FIVE_SERVERS);
    assertThat(daemon.start()).isTrue();

    world.simulation.run(600);
    assertThat(verdict(daemon, 5).status()).isEqualTo(SourceStatus.FALSETICKER);
    assertThat(verdict(daemon, 5).reason()).as("reason").isNotBlank();
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(200e-6);

    world.servers.get(0).answering(false);
    world.servers.get(1).answering(false);
    world.simulation.run(4 * 3600);
    assertThat(verdict(daemon, 5).status()).isEqualTo(SourceStatus.FALSETICKER);
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).as(world.story()).isTrue();
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(200e-6);

    world.servers.get(3).lyingBy(-0.2);
    world.simulation.run(4 * 3600);
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).as(world.story()).isFalse();
    assertThat(daemon.whyLost()).containsInstanceOf(WhyLost.NoMajority.class);
    assertThat(world.log())
        .as(world.story())
        .anyMatch(line -> line.contains("Can't synchronise: no majority"));
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(0.01);

    world.servers.get(0).answering(true);
    world.servers.get(1).answering(true);
    world.simulation.run(4 * 3600);
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).as(world.story()).isTrue();
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(200e-6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void twoThatDisagreeAreBothNotBelieved(long seed) {
    World world = new World(seed).servers(2);
    world.servers.get(1).lyingBy(0.3);
    SimulatedPlatform host = world.host();
    Daemon daemon =
        world.daemon(host, "server 192.0.2.1 iburst", "server 192.0.2.2 iburst", "makestep 0.1 3");
    assertThat(daemon.start()).isTrue();

    world.simulation.run(3600);

    assertThat(daemon.clockState().orElseThrow().isSynchronised()).isFalse();
    assertThat(world.log())
        .as(world.story())
        .filteredOn(
            line -> line.endsWith("Can't synchronise: no majority (no agreement among 2 sources)"))
        .hasSize(1);
    assertThat(host.clock().steps()).isEmpty();
  }
}
