// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import org.junit.jupiter.api.Test;

class SharedWorldSimTest {

  private static final String[] TWO_SERVERS = {
    "server 192.0.2.1 iburst", "server 192.0.2.2 iburst", "makestep 0.1 3"
  };

  @Test
  void severalDaemonsShareOneLoopOfTime() {
    World world = new World(1).servers(2).clockWrongBy(5, -20e-6);
    SimulatedPlatform first = world.host("198.51.100.1");
    SimulatedPlatform second = world.host("198.51.100.2");
    Daemon one = world.daemon(first, TWO_SERVERS);
    Daemon two = world.daemon(second, TWO_SERVERS);
    assertThat(one.start()).isTrue();
    assertThat(two.start()).isTrue();
    world.simulation.run(900);
    assertThat(Math.abs(first.clock().error())).as(world.story()).isLessThan(100e-6);
    assertThat(Math.abs(second.clock().error())).as(world.story()).isLessThan(100e-6);

    first.terminate("TERM");
    world.simulation.run(600);
    assertThat(one.isRunning()).isFalse();
    assertThat(two.isRunning()).isTrue();
  }

  @Test
  void theSameSeedTellsTheSameStory() {
    assertThat(errorAfterAnHour(42)).isEqualTo(errorAfterAnHour(42));
    assertThat(errorAfterAnHour(42)).isNotEqualTo(errorAfterAnHour(43));
  }

  private static double errorAfterAnHour(long seed) {
    World world = new World(seed).servers(2).clockWrongBy(0.01, 10e-6);
    SimulatedPlatform host = world.host();
    assertThat(world.daemon(host, TWO_SERVERS).start()).isTrue();
    world.simulation.run(3600);
    return host.clock().error();
  }

  @Test
  void asksFromANewPortEachTimeAndFromOneWithAcquisitionport() {
    World world = new World(3).servers(2);
    SimulatedPlatform random = world.host("198.51.100.1");
    SimulatedPlatform fixed = world.host("198.51.100.2");
    assertThat(world.daemon(random, TWO_SERVERS).start()).isTrue();
    String[] lines = {TWO_SERVERS[0], TWO_SERVERS[1], "acquisitionport 1123"};
    Daemon daemon = world.daemon(fixed, lines);
    assertThat(daemon.start()).isTrue();
    world.simulation.run(900);

    assertThat(random.hostNetwork().usedPorts()).isGreaterThan(15);
    assertThat(random.hostNetwork().openPorts()).isZero();
    assertThat(fixed.hostNetwork().usedPorts()).isEqualTo(1);
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).as(world.story()).isTrue();
  }
}
