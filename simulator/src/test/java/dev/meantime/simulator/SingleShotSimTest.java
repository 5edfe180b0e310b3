// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.daemon.Daemon;
import dev.meantime.daemon.RunOptions;
import dev.meantime.platform.KernelClock.Control;
import org.junit.jupiter.api.Test;

class SingleShotSimTest {

  private static final String[] TWO_SERVERS = {"server 192.0.2.1", "server 192.0.2.2"};

  @Test
  void setsTheClockOnceAndEnds() {
    World world =
        new World(1)
            .servers(2)
            .clockWrongBy(-1.5, 10e-6)
            .options(World.options(RunOptions.Mode.SET_ONCE, true));
    SimulatedPlatform host = world.host();

    assertThat(world.daemon(host, TWO_SERVERS).run()).as(world.story()).isZero();

    assertThat(world.log())
        .anyMatch(
            line -> line.matches(".*System clock wrong by 1\\.[45]\\d{5} seconds \\(step\\)"));
    assertThat(host.clock().steps()).hasSize(1);
    assertThat(Math.abs(host.clock().error())).isLessThan(1e-3);
    assertThat((world.simulation.trueNanos() - World.START) * 1e-9).isLessThan(30);
  }

  @Test
  void measuresOnceAndTouchesNothing() {
    World world =
        new World(2)
            .servers(2)
            .clockWrongBy(0.25, 0)
            .options(World.options(RunOptions.Mode.MEASURE_ONCE, false));
    SimulatedPlatform host = world.host();

    assertThat(world.daemon(host, TWO_SERVERS).run()).as(world.story()).isZero();

    assertThat(world.log())
        .anyMatch(line ->
            line.matches(".*System clock wrong by -0\\.(249|250)\\d{3} seconds \\(ignored\\)"));
    assertThat(world.output()).matches("The system clock is 0\\.(249|250)\\d{3} s ahead\\R");
    assertThat(host.clock().writes()).isEmpty();
  }

  @Test
  void failsWhenNobodyAnswers() {
    World world = new World(3).options(World.options(RunOptions.Mode.SET_ONCE, true));
    SimulatedPlatform host = world.host();

    assertThat(world.daemon(host, TWO_SERVERS).run()).as(world.story()).isEqualTo(1);

    assertThat(world.log())
        .anyMatch(line -> line.endsWith("No suitable source for synchronisation"));
    assertThat(host.clock().steps()).isEmpty();
    assertThat((world.simulation.trueNanos() - World.START) * 1e-9).isLessThan(60);
  }

  @Test
  void failsWhenTheSourcesDisagree() {
    World world =
        new World(4).servers(2).options(World.options(RunOptions.Mode.MEASURE_ONCE, false));
    world.servers.get(1).lyingBy(2);
    SimulatedPlatform host = world.host();

    assertThat(world.daemon(host, TWO_SERVERS).run()).as(world.story()).isEqualTo(1);
  }

  @Test
  void failsWithoutAnySource() {
    World world = new World(5).options(World.options(RunOptions.Mode.MEASURE_ONCE, false));

    assertThat(world.daemon(world.host()).run()).as(world.story()).isEqualTo(1);
  }

  @Test
  void cannotSetTheClockWithoutThePrivilege() {
    World world =
        new World(6)
            .servers(2)
            .control(new Control.Denied("no CAP_SYS_TIME"))
            .options(World.options(RunOptions.Mode.SET_ONCE, true));

    assertThat(world.daemon(world.host(), TWO_SERVERS).run()).isEqualTo(1);

    assertThat(world.log())
        .anyMatch(line -> line.contains("Fatal error : Cannot set the clock (no CAP_SYS_TIME)"));
  }

  @Test
  void initialStepComesBeforeNormalOperation() {
    World world = new World(7).servers(3).clockWrongBy(-40, 0);
    SimulatedPlatform host = world.host();
    Daemon daemon =
        world.daemon(host, "initstepslew 10 192.0.2.1 192.0.2.2", "server 192.0.2.3 iburst");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(120);

    assertThat(world.log())
        .as(world.story())
        .anyMatch(line ->
            line.matches(
                ".*System's initial offset : (39\\.99|40\\.00)\\d{4} seconds slow of true"
                    + " \\(step\\)"));
    assertThat(host.clock().steps()).hasSize(1);
    assertThat(daemon.sources()).hasSize(1);
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).isTrue();
  }

  @Test
  void initialStepWithoutAnswerIsToldAndOperationGoesOn() {
    World world = new World(8).servers(1);
    SimulatedPlatform host = world.host();
    Daemon daemon = world.daemon(host, "initstepslew 10 192.0.2.99", "server 192.0.2.1 iburst");
    assertThat(daemon.start()).isTrue();
    world.simulation.run(120);

    assertThat(world.log()).anyMatch(line -> line.endsWith("No suitable source for initstepslew"));
    assertThat(daemon.clockState().orElseThrow().isSynchronised()).as(world.story()).isTrue();
  }
}
