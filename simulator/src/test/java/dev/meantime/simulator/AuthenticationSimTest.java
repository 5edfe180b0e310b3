// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticationSimTest {

  @Test
  void neverAsksWithoutTheAuthenticationThatWasWanted() {
    World world = new World(1).servers(3).environment(Map.of());
    SimulatedPlatform host = world.host();
    Daemon daemon =
        world.daemon(
            host,
            "server 192.0.2.1 iburst nts",
            "server 192.0.2.2 iburst key 7",
            "server 192.0.2.3");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(600);

    assertThat(world.servers.get(0).requests()).isZero();
    assertThat(world.servers.get(1).requests()).isZero();
    assertThat(daemon.sources()).hasSize(1);
    assertThat(world.log())
        .filteredOn(line -> line.contains("Could not add source"))
        .extracting(line -> line.substring(21))
        .containsExactlyElementsOf(
            List.of(
                "Could not add source 192.0.2.1 : NTS is not supported yet",
                "Could not add source 192.0.2.2 : Key 7 is missing from the key file"));
  }
}
