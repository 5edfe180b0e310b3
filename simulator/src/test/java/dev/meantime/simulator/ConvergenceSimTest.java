// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceSimTest {

  private static final String[] FOUR_SERVERS = {
    "server 192.0.2.1 iburst",
    "server 192.0.2.2 iburst",
    "server 192.0.2.3 iburst",
    "server 192.0.2.4 iburst",
    "makestep 0.1 3"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void stepsOnceAndIsWithin100MicrosecondsAfterTenMinutes(long seed) {
    World world = new World(seed).servers(4).clockWrongBy(-0.8, 80e-6);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, FOUR_SERVERS);

    assertThat(daemon.start()).as(world.story()).isTrue();
    world.simulation.run(600);

    assertThat(host.clock().steps()).as(world.story()).hasSize(1);
    assertThat(host.clock().steps().getFirst()).isBetween(0.799, 0.801);
    assertThat(Math.abs(host.clock().error())).as(world.story()).isLessThan(100e-6);
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).isTrue();
    assertThat(daemon.clockState().orElseThrow().frequency()).isBetween(-85e-6, -75e-6);
  }
}
